namespace HonestAsync.Lab;

/// <summary>
/// A request that asks five services, which answer after 10, 20, 30, 40 and 100 virtual ms, and what that costs:
/// how long it takes, and for how long it holds threads. One run each.
/// </summary>
/// <remarks>A thread is held for as long as a call that it makes does not return to it.</remarks>
public sealed class FiveCalls
{
    private readonly VirtualTime _time = new();
    private readonly BlockingThreads _threads;
    private readonly ConcurrencyProbe _inFlight = new();
    private readonly RequestLanes _lanes = new();
    private readonly Lock _lock = new();
    private readonly List<LaneSpan> _calls = [];
    private readonly Dictionary<int, TimeSpan> _heldOf = [];
    private readonly bool _onLoop;
    private Task _helpers = Task.CompletedTask;

    private FiveCalls(bool onLoop) => (_onLoop, _threads) = (onLoop, new BlockingThreads(_time));

    /// <summary>What each service needs.</summary>
    public static IReadOnlyList<TimeSpan> Times { get; } =
        [.. new[] { 10, 20, 30, 40, 100 }.Select(milliseconds => TimeSpan.FromMilliseconds(milliseconds))];

    /// <summary>Virtual time of the whole run.</summary>
    public TimeSpan Took => _time.Elapsed;

    /// <summary>Virtual time for which threads were held, all of them together.</summary>
    public TimeSpan Held => new(_heldOf.Values.Sum(held => held.Ticks));

    /// <summary>Virtual time for which that thread was held that was held longest.</summary>
    public TimeSpan LongestHeld => _heldOf.Values.DefaultIfEmpty().Max();

    /// <summary>Threads that took part.</summary>
    public int Threads => _heldOf.Count;

    /// <summary>The most calls in flight at once.</summary>
    public int MostInFlight => _inFlight.Max;

    /// <summary>A request that blocks, on a thread of its own, with a further thread for each helper.</summary>
    public static FiveCalls OnThreads(Action<FiveCalls> request, params Action<FiveCalls>[] helpers)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(helpers);
        var run = new FiveCalls(onLoop: false);
        var ended = helpers.Select(_ => new TaskCompletionSource()).ToArray();
        run._helpers = Task.WhenAll(ended.Select(end => end.Task));
        run._threads.Run([() => run.Named("request's thread", request), .. helpers.Select((helper, i) => new Action(() =>
        {
            run.Named($"helper {i + 1}", helper);
            ended[i].SetResult();
        }))]);
        return run;
    }

    /// <summary>Requests that start at once on one event loop.</summary>
    public static FiveCalls OnLoop(Func<FiveCalls, Task> request, int requests = 1)
    {
        ArgumentNullException.ThrowIfNull(request);
        var run = new FiveCalls(onLoop: true);
        new EventLoop(run._time).Run(() =>
        {
            run._lanes.NameThread("event loop");
            run._lanes.Mark("asks, and is free", TimeSpan.Zero);
            return Task.WhenAll(Enumerable.Range(0, requests).Select(_ => request(run)));
        });
        return run;
    }

    /// <summary>Calls a service, numbered from 0, and keeps the calling thread until it answers.</summary>
    public void Call(int service)
    {
        var start = _time.Elapsed;
        using (_inFlight.Enter())
        {
            if (_onLoop)
            {
                _time.Advance(Times[service]);
            }
            else
            {
                _threads.Wait(Task.Delay(Times[service], _time));
            }
        }
        Hold(Name(service), service + 1, start);
        Answered(service, start);
    }

    /// <summary>Calls a service, numbered from 0; the call itself returns at once.</summary>
    public Task CallAsync(int service)
    {
        var start = _time.Elapsed;
        var answer = AnswerAsync(service, start);
        Hold(Name(service), service + 1, start);
        return answer;
    }

    /// <summary>Blocks the request's thread until every helper has ended.</summary>
    public void Join()
    {
        var start = _time.Elapsed;
        _threads.Wait(_helpers);
        Hold("waits for helpers", 0, start);
    }

    /// <summary>What held each thread, and for how long; names begin with <paramref name="prefix"/>.</summary>
    public IReadOnlyList<LaneSpan> Lanes(string prefix) => _lanes.ToSpans(prefix, "thread");

    /// <summary>The calls in flight, on one lane.</summary>
    public IReadOnlyList<LaneSpan> Calls(string lane)
    {
        lock (_lock)
        {
            return [.. _calls.OrderBy(call => call.Operation, StringComparer.Ordinal)
                .Select(call => call with { Lane = lane })];
        }
    }

    /// <summary>When the loop asked; it is held by a call only if <see cref="Lanes"/> says so.</summary>
    public IReadOnlyList<LaneMark> Marks(string prefix) => _lanes.ToMarks(prefix);

    private static string Name(int service) => $"service {service + 1}";

    private async Task AnswerAsync(int service, TimeSpan start)
    {
        using (_inFlight.Enter())
        {
            await Task.Delay(Times[service], _time).ConfigureAwait(false);
        }
        Answered(service, start);
    }

    private void Named(string thread, Action<FiveCalls> body)
    {
        _lanes.NameThread(thread);
        body(this);
    }

    private void Hold(string what, int number, TimeSpan start)
    {
        var end = _time.Elapsed;
        lock (_lock)
        {
            int thread = Environment.CurrentManagedThreadId;
            _heldOf[thread] = _heldOf.GetValueOrDefault(thread) + (end - start);
        }
        if (end > start)
        {
            _lanes.AddNamed(number, what, start, end);
        }
    }

    private void Answered(int service, TimeSpan start)
    {
        lock (_lock)
        {
            _calls.Add(new LaneSpan("", Name(service), start.TotalMilliseconds, _time.Elapsed.TotalMilliseconds));
        }
    }
}
