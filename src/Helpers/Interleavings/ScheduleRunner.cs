using System.Collections.Concurrent;
using System.Diagnostics;

namespace HonestAsync;

/// <summary>How one schedule went.</summary>
internal enum RunStatus
{
    Done,

    /// <summary>Something left the loop's thread: this exploration must wait for quiet after each step.</summary>
    LeftTheLoop,

    /// <summary>Quiet was never reached: what comes next cannot be controlled.</summary>
    NotQuiet,
}

/// <summary>
/// Runs one schedule. It chooses only among starts and answers of scripted dependencies, and drains posts
/// first in first out: a fix that leaves the loop then explores as completely as one that stays.
/// </summary>
/// <remarks>
/// Starts and posts run under this context, answers under none: a continuation after
/// <c>ConfigureAwait(false)</c> then runs inline. What still hops to the pool is noticed by the operations'
/// flow marker; then <c>careful</c> runs wait for quiet: nothing posted, nobody of ours on a foreign thread,
/// and a pool that neither runs nor queues more than before.
/// </remarks>
internal sealed class ScheduleRunner : SynchronizationContext
{
    private static readonly TimeSpan s_quietBound = TimeSpan.FromSeconds(2);

    private readonly int _thread = Environment.CurrentManagedThreadId;
    private readonly bool _careful;
    private readonly PoolQuiet _pool;
    private readonly Action<ParkedCall, int>? _interfere;
    private readonly Action? _onProgress;
    private readonly ConcurrentQueue<(SendOrPostCallback Callback, object? State)> _posts = new();
    private readonly ConcurrentQueue<ParkedCall> _arrivals = new();
    private readonly List<ExploredOperation> _operations = [];
    private readonly List<ParkedCall> _parked = [];
    private readonly Scenario _scenario;
    private readonly ExploredOperation _background;
    private readonly BlockingDetector _blocking;
    private readonly RunRecorder? _recorder;
    private int _started;
    private int _answers;
    private int _foreignInside;
    private int _foreignEntries;
    private int _changes;
    private Exception? _unhandled;

    public ScheduleRunner(Action<Scenario> setUp, PoolQuiet pool, bool careful, RunRecorder? recorder, Action? onProgress,
        Action<ParkedCall, int>? interfere = null, CancellationTokenSource? cancellation = null)
    {
        _careful = careful;
        _pool = pool;
        _recorder = recorder;
        _onProgress = onProgress;
        _interfere = interfere;
        _blocking = new BlockingDetector { Bound = TimeSpan.FromMilliseconds(250), Tolerance = TimeSpan.FromMilliseconds(100) };
        _scenario = new Scenario(this, cancellation);
        _background = new ExploredOperation(this, "background", int.MaxValue, () => Task.CompletedTask);
        SetWaitNotificationRequired();
        Under(this, () => ExploredOperation.MarkedAs(_background, () =>
        {
            setUp(_scenario);
            return true;
        }));
    }

    public IReadOnlyList<ExploredOperation> Operations => _operations;

    public Scenario Scenario => _scenario;

    /// <summary>What runs now, for the message of a watchdog.</summary>
    public string CurrentStep { get; private set; } = "the scenario's set-up";

    public string? Failure { get; private set; }

    public string Outcome { get; private set; } = "";

    public bool Blocked => _blocking.Waits.Count > 0;

    public ExploredOperation Add(string name, Func<Task> body)
    {
        if (_started > 0)
        {
            throw new InvalidOperationException("Register operations in the set-up, before the first one starts.");
        }
        var operation = new ExploredOperation(this, name, _operations.Count, body);
        _operations.Add(operation);
        return operation;
    }

    /// <summary>Answers given so far.</summary>
    public int Answers => _answers;

    public RunStatus Run(IChooser chooser)
    {
        if (!Settle())
        {
            return RunStatus.NotQuiet;
        }
        while (true)
        {
            if (!_careful && _foreignEntries > 0)
            {
                return RunStatus.LeftTheLoop;
            }
            CollectParked();
            int starts = _operations.Count - _started;
            int count = starts + _parked.Count;
            if (count == 0)
            {
                if (_operations.TrueForAll(static operation => operation.Task!.IsCompleted))
                {
                    // work that was set off and not awaited is an escape, too
                    if (_careful || _pool.IsQuiet())
                    {
                        break;
                    }
                    return WaitForQuiet() && _foreignEntries == 0 ? Finish() : RunStatus.LeftTheLoop;
                }
                // either stuck for ever or still on the pool: only quiet tells
                int before = _changes;
                if (!WaitForQuiet())
                {
                    return RunStatus.NotQuiet;
                }
                CollectParked();
                if (_parked.Count == 0 && before == _changes)
                {
                    break;
                }
                continue;
            }
            int index = chooser.Choose(count, Key(0, starts), Key(count - 1, starts));
            Step(index, starts);
            if (!Settle())
            {
                return RunStatus.NotQuiet;
            }
            _recorder?.Ended(_operations);
            if (Blocked || _unhandled is not null)
            {
                break;
            }
        }
        return Finish();
    }

    public bool IsForeign(int thread) => thread != _thread;

    public void OnForeignEnter()
    {
        Interlocked.Increment(ref _foreignInside);
        Interlocked.Increment(ref _foreignEntries);
        Interlocked.Increment(ref _changes);
    }

    public void OnForeignLeave()
    {
        Interlocked.Decrement(ref _foreignInside);
        Interlocked.Increment(ref _changes);
    }

    public void OnParked(ExploredOperation _, ParkedCall call)
    {
        _arrivals.Enqueue(call);
        Interlocked.Increment(ref _changes);
    }

    public override void Post(SendOrPostCallback d, object? state)
    {
        _posts.Enqueue((d, state));
        Interlocked.Increment(ref _changes);
    }

    public override void Send(SendOrPostCallback d, object? state) =>
        throw new NotSupportedException("The explorer takes posts only.");

    public override SynchronizationContext CreateCopy() => this;

    public override int Wait(nint[] waitHandles, bool waitAll, int millisecondsTimeout) =>
        _blocking.Wait(waitHandles, waitAll, millisecondsTimeout, WaitHelper);

    private static void Under(SynchronizationContext? context, Action action)
    {
        var before = Current;
        SetSynchronizationContext(context);
        try
        {
            action();
        }
        finally
        {
            SetSynchronizationContext(before);
        }
    }

    private static long KeyOf(ParkedCall call) => ((long)call.Owner!.Index + 1 << 20) + call.OwnerCall;

    private long Key(int index, int starts) => index < starts ? _operations[_started + index].Index : KeyOf(_parked[index - starts]);

    private void Step(int index, int starts)
    {
        _onProgress?.Invoke();
        if (index < starts)
        {
            // started operations stay in front, so that the unstarted ones are one contiguous tail
            int chosen = _started + index;
            var operation = _operations[chosen];
            _operations.RemoveAt(chosen);
            _operations.Insert(_started++, operation);
            CurrentStep = $"the start of '{operation.Name}'";
            _recorder?.Starts(operation, index);
            Under(this, operation.Start);
            return;
        }
        var call = _parked[index - starts];
        _parked.RemoveAt(index - starts);
        CurrentStep = $"the step of '{call.Caller}' after '{call.Label}' of {call.Dependency} was answered";
        _recorder?.Answers(call, index);
        _answers++;
        Under(null, () =>
        {
            _interfere?.Invoke(call, _answers);
            foreach (var script in _scenario.Scripts)
            {
                script.TryTake(call);
            }
            if (call.IsOpen)
            {
                call.Answer();
            }
        });
    }

    private void CollectParked()
    {
        while (_arrivals.TryDequeue(out var call))
        {
            _recorder?.Calls(call);
            int at = _parked.Count;
            while (at > 0 && KeyOf(_parked[at - 1]) > KeyOf(call))
            {
                at--;
            }
            _parked.Insert(at, call);
        }
        _parked.RemoveAll(static call => !call.IsOpen);
    }

    private bool Settle()
    {
        Drain();
        return !_careful || WaitForQuiet();
    }

    private void Drain()
    {
        while (_posts.TryDequeue(out var post))
        {
            Under(this, () =>
            {
                try
                {
                    post.Callback(post.State);
                }
                catch (Exception error)
                {
                    _unhandled ??= error;
                }
            });
        }
    }

    private bool WaitForQuiet()
    {
        long start = Stopwatch.GetTimestamp();
        for (int looks = 1; ; looks++)
        {
            Drain();
            if (_pool.IsQuiet() && Volatile.Read(ref _foreignInside) == 0 && _posts.IsEmpty)
            {
                return true;
            }
            Thread.SpinWait(10);
            if (looks % 64 == 0)
            {
                _onProgress?.Invoke();
                Thread.Yield();
                if (Stopwatch.GetElapsedTime(start) > s_quietBound)
                {
                    return false;
                }
            }
        }
    }

    private RunStatus Finish()
    {
        Evaluate();
        return RunStatus.Done;
    }

    private void Evaluate()
    {
        _operations.Sort(static (a, b) => a.Index.CompareTo(b.Index));
        Outcome = _scenario.DescribeOutcome(_operations);
        if (Blocked)
        {
            Failure = $"blocked: in {CurrentStep}, {_blocking.Waits[0].Where} waits synchronously for something that needs this thread";
        }
        else if (_unhandled is not null)
        {
            Failure = $"unhandled: a callback threw {_unhandled.GetType().Name}: {_unhandled.Message}";
        }
        else if (_operations.Find(operation => operation.Task is not { IsCompleted: true }) is { } stuck)
        {
            Failure = $"never completed: '{stuck.Name}' waits for something that nobody left will do";
        }
        else if (_operations.Find(operation => operation.IsUnexpectedFault) is { } faulted)
        {
            var error = faulted.Task!.Exception!.InnerException!;
            Failure = $"threw: '{faulted.Name}' ended with {error.GetType().Name}: {error.Message}";
        }
        else
        {
            Failure = _scenario.BrokenExpectation();
        }
    }
}
