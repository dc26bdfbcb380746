// Leave as is: the types around the service, and the doubles that stand in for the bus and the siren.
using System.Collections.Concurrent;
using System.Threading.Tasks.Sources;

namespace HonestAsync.Katas.ValuetaskTwice;

/// <summary>One meter of the hall, and how high its value may be.</summary>
public sealed record Meter(string Name, int Limit = 80)
{
    /// <inheritdoc/>
    public override string ToString() => Name;
}

/// <summary>The bus could not read a meter.</summary>
public sealed class BusException(string message) : Exception(message);

/// <summary>The driver of the bus on which the meters are.</summary>
public interface IMeterBus
{
    /// <summary>Asks for a meter's value; the driver answers at once where it still knows it.</summary>
    /// <remarks>Its maker says: no allocations, it uses again what it has handed out. Thread safe.</remarks>
    ValueTask<int> ReadAsync(Meter meter);
}

/// <summary>The siren of the hall.</summary>
public interface ISiren
{
    /// <summary>Completes when it is silent.</summary>
    Task FreeAsync();

    /// <summary>Sounds, and shows the meter and its value in red.</summary>
    void Sound(Meter meter, int value);
}

/// <summary>A siren that is silent while its door is open, and knows what it has shown.</summary>
public sealed class FakeSiren : ISiren
{
    private readonly ConcurrentQueue<string> _shown = [];

    /// <summary>Open: it is silent.</summary>
    public Gate Door { get; } = new("a silent siren");

    /// <summary>Opens when it is waited for.</summary>
    public Gate Wanted { get; } = new("somebody who waits for the siren");

    /// <summary>What it has shown, oldest first.</summary>
    public IReadOnlyList<string> Shown => [.. _shown];

    /// <inheritdoc/>
    public Task FreeAsync()
    {
        Wanted.Open();
        return Door.WaitAsync();
    }

    /// <inheritdoc/>
    public void Sound(Meter meter, int value) => _shown.Enqueue($"{meter} {value}");
}

/// <summary>A driver whose readings the test answers; it hands out a few objects again and again.</summary>
/// <remarks>
/// Thread safe. Answers complete inline, on the thread that gives them, so that a test has one order; a real
/// driver does the opposite.
/// </remarks>
public sealed class FakeBus : IMeterBus
{
    private readonly Lock _lock = new();
    private readonly Stack<Reading> _spare = new();
    private readonly List<Reading> _open = [];
    private readonly Dictionary<Meter, int?> _known = [];
    private readonly ConcurrentQueue<string> _asked = [];
    private readonly ConcurrentQueue<string> _misuses = [];
    private int _out;

    /// <summary>Meters that had to be read, oldest first.</summary>
    public IReadOnlyList<string> Asked => [.. _asked];

    /// <summary>What was done to a reading too early or more than once; oldest first.</summary>
    public IReadOnlyList<string> Misuses => [.. _misuses];

    /// <summary>Readings whose result nobody has taken.</summary>
    public int Out => Volatile.Read(ref _out);

    /// <summary>Runs on the thread that asks, before the bus does anything, without its lock.</summary>
    public Action WhenAsked { get; set; } = () => { };

    /// <summary>The driver knows the value from now on, and answers at once; null: it has to read.</summary>
    public void Knows(Meter meter, int? value)
    {
        lock (_lock)
        {
            _known[meter] = value;
        }
    }

    /// <inheritdoc/>
    public ValueTask<int> ReadAsync(Meter meter)
    {
        WhenAsked();
        lock (_lock)
        {
            if (_known.GetValueOrDefault(meter) is { } value)
            {
                return ValueTask.FromResult(value);
            }
            _asked.Enqueue(meter.Name);
            _out++;
            var reading = _spare.TryPop(out var spare) ? spare : new Reading(this);
            _open.Add(reading);
            return reading.Begin(meter);
        }
    }

    /// <summary>True while a reading of the meter waits for its answer.</summary>
    public bool IsOpen(Meter meter)
    {
        lock (_lock)
        {
            return _open.Exists(each => each.Meter == meter);
        }
    }

    /// <summary>Other parts of the program read something, one after the other, and take it.</summary>
    public void UsedByOthers(int times)
    {
        lock (_lock)
        {
            var reading = _spare.TryPop(out var spare) ? spare : new Reading(this);
            reading.Use(times);
            _spare.Push(reading);
        }
    }

    /// <summary>Answers the oldest open reading of the meter.</summary>
    public void Answer(Meter meter, int value) => Take(meter).Answer(value);

    /// <summary>Ends the oldest open reading of the meter with an error.</summary>
    public void Fail(Meter meter, Exception error) => Take(meter).Fail(error);

    private Reading Take(Meter meter)
    {
        lock (_lock)
        {
            var reading = _open.Find(each => each.Meter == meter)
                ?? throw new InvalidOperationException($"the bus was not asked for {meter}");
            _open.Remove(reading);
            return reading;
        }
    }

    private void TakeBack(Reading reading)
    {
        lock (_lock)
        {
            _out--;
            _spare.Push(reading);
        }
    }

    /// <summary>What stands behind a ValueTask; once its result was taken, behind the next one.</summary>
    private sealed class Reading(FakeBus bus) : IValueTaskSource<int>
    {
        private readonly List<(Action<object?> Continuation, object? State)> _awaiting = [];
        private ManualResetValueTaskSourceCore<int> _core;

        public Meter? Meter { get; private set; }

        public ValueTask<int> Begin(Meter meter)
        {
            Meter = meter;
            return new ValueTask<int>(this, _core.Version);
        }

        public void Use(int times)
        {
            for (int i = 0; i < times; i++)
            {
                _core.SetResult(0);
                _core.Reset();
            }
        }

        public void Answer(int value) => _core.SetResult(value);

        public void Fail(Exception error) => _core.SetException(error);

        public ValueTaskSourceStatus GetStatus(short token)
        {
            Check(token, "looked at");
            return _core.GetStatus(token);
        }

        public void OnCompleted(
            Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
        {
            Check(token, "awaited");
            int awaiting;
            lock (_awaiting)
            {
                _awaiting.Add((continuation, state));
                awaiting = _awaiting.Count;
            }
            if (awaiting == 1)
            {
                _core.OnCompleted(static reading => ((Reading)reading!).GoOn(), this, token, flags);
                return;
            }
            // a real one throws here, where nobody can catch it, and the process ends; this one lets all on
            bus._misuses.Enqueue($"a reading of {Meter} that somebody awaits already was awaited");
        }

        public int GetResult(short token)
        {
            Check(token, "taken");
            if (_core.GetStatus(token) == ValueTaskSourceStatus.Pending)
            {
                bus._misuses.Enqueue($"a reading of {Meter} was taken before there was a result");
                return _core.GetResult(token);
            }
            try
            {
                return _core.GetResult(token);
            }
            finally
            {
                _core.Reset();
                bus.TakeBack(this);
            }
        }

        private void GoOn()
        {
            (Action<object?> Continuation, object? State)[] awaiting;
            lock (_awaiting)
            {
                awaiting = [.. _awaiting];
                _awaiting.Clear();
            }
            foreach (var (continuation, state) in awaiting)
            {
                continuation(state);
            }
        }

        private void Check(short token, string what)
        {
            if (token != _core.Version)
            {
                bus._misuses.Enqueue($"a reading whose result had been taken before was {what}");
            }
        }
    }
}

/// <summary>A service with its bus and its siren.</summary>
public sealed class Hall
{
    private readonly MeterService _service;

    /// <summary>A hall whose siren still sounds for something else, until its door is opened.</summary>
    public Hall() => _service = new MeterService(Bus, Siren);

    /// <summary>The bus.</summary>
    public FakeBus Bus { get; } = new();

    /// <summary>The siren.</summary>
    public FakeSiren Siren { get; } = new();

    /// <summary>What was wrongly done to what the driver had handed out; alike things together.</summary>
    public string Misuses => Bus.Misuses.Count == 0
        ? "Nothing wrong was done to what the driver had handed out."
        : "Done to what the driver had handed out: " + string.Join("; ", Bus.Misuses.GroupBy(what => what)
            .Select(same => same.Count() == 1 ? same.Key : $"{same.Key} ({same.Count()} times)")) + ".";

    /// <summary>A display asks; the service may fail with its task, or at once.</summary>
    public async Task<int> ReadAsync(Meter meter, CancellationToken cancellationToken = default) =>
        await _service.ReadAsync(meter, cancellationToken);

    /// <summary>The bus answers as long as it is asked.</summary>
    public void AnswerIfAsked(Meter meter, int value)
    {
        while (Bus.IsOpen(meter))
        {
            Bus.Answer(meter, value);
        }
    }
}
