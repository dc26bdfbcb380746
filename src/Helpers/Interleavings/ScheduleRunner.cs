using System.Collections.Concurrent;

namespace HonestAsync;

/// <summary>
/// Runs one schedule. It chooses only among starts and answers of scripted dependencies, and drains posts
/// first in first out: a fix that leaves the loop then explores as completely as one that stays.
/// </summary>
/// <remarks>
/// Starts and posts run under this context, answers under none: a continuation after
/// <c>ConfigureAwait(false)</c> then runs inline. What still hops to the pool is noticed by the operations'
/// flow marker, by who posts and calls, and by the pool's own counts; then <c>careful</c> runs wait for quiet
/// after each step: nothing posted, nobody of ours on a foreign thread, and a pool at rest. What cannot be
/// seen at rest (a thread of its own, a timer of the real clock) is an escape.
/// </remarks>
internal sealed class ScheduleRunner : SynchronizationContext
{
    private readonly bool _careful;
    private readonly RunServices _services;
    private readonly Action<PendingCall, int>? _interfere;
    private readonly ConcurrentQueue<(SendOrPostCallback Callback, object? State)> _posts = new();
    private readonly PendingCalls _parked = new(Environment.CurrentManagedThreadId);
    private readonly OffThreadActivity _foreign;
    private readonly List<ExploredOperation> _operations = [];
    private readonly Scenario _scenario;
    private readonly BlockingDetector _blocking;
    private readonly RunRecorder? _recorder;
    private readonly long _poolItemsBefore = PoolQuiet.Completed;
    private readonly long _timersOfTheSetUp;
    private int _started;
    private int _steps;
    private Exception? _unhandled;

    public ScheduleRunner(Action<Scenario> setUp, RunServices services, bool careful, RunRecorder? recorder = null,
        Action<PendingCall, int>? interfere = null, CancellationTokenSource? cancellation = null)
    {
        _careful = careful;
        _services = services;
        _recorder = recorder;
        _interfere = interfere;
        _foreign = new OffThreadActivity(services.Late);
        // a wait that outlasts the tolerance has failed the schedule: how long it would still last changes nothing
        _blocking = new BlockingDetector { Bound = TimeSpan.Zero, Tolerance = TimeSpan.FromMilliseconds(100) };
        Background = new ExploredOperation(this, "background", int.MaxValue, () => Task.CompletedTask);
        _scenario = new Scenario(this, cancellation);
        SetWaitNotificationRequired();
        using (ContextScope.Of(this))
        {
            ExploredOperation.MarkedAs(Background, () =>
            {
                setUp(_scenario);
                return true;
            });
        }
        // a limiter's own heartbeat, started with it, is no operation's timer
        _timersOfTheSetUp = Timer.ActiveCount;
    }

    public IReadOnlyList<ExploredOperation> Operations => _operations;

    public Scenario Scenario => _scenario;

    /// <summary>The flow of what the set-up started, and of calls without a mark.</summary>
    public ExploredOperation Background { get; }

    /// <summary>What runs now, for the message of a watchdog.</summary>
    public string CurrentStep { get; private set; } = "the scenario's set-up";

    /// <summary>Why the run cannot be controlled, when it escaped.</summary>
    public string EscapedBecause { get; private set; } = "";

    public string? Failure { get; private set; }

    /// <summary>
    /// True when every operation ended as it may; the expectations may be broken all the same.
    /// </summary>
    public bool CameToItsEnd { get; private set; }

    public string Outcome { get; private set; } = "";

    public bool Blocked => _blocking.HasSeen;

    public bool LeftTheLoop => _foreign.Any;

    /// <summary>Answers given so far.</summary>
    public int Answers { get; private set; }

    /// <summary>Steps after which the schedule counts as endless.</summary>
    public int MaxSteps { get; init; } = int.MaxValue;

    /// <summary>True when the operations were still at it after <see cref="MaxSteps"/>.</summary>
    public bool Endless { get; private set; }

    public ExploredOperation Add(string name, Func<Task> body)
    {
        if (_started > 0)
        {
            throw new InvalidOperationException("Register operations in the set-up, before the first one starts.");
        }
        _operations.Add(new ExploredOperation(this, name, _operations.Count, body));
        return _operations[^1];
    }

    /// <summary>Says that this attempt does not count, whatever still comes of it.</summary>
    public void Abandon() => _foreign.Abandon();

    public RunStatus Run(IChooser chooser)
    {
        var status = Settle();
        while (status == RunStatus.Done)
        {
            _parked.Collect(_recorder);
            int starts = _operations.Count - _started;
            int count = starts + _parked.Count;
            if (count > 0)
            {
                Step(chooser.Choose(count, Fingerprint(starts)), starts);
                status = Settle();
                _recorder?.Ended(_operations);
                Endless = ++_steps >= MaxSteps;
                if (status == RunStatus.Done && (Blocked || Endless || _unhandled is not null))
                {
                    return Finish();
                }
                continue;
            }
            // all have ended, are stuck for ever, or wait for something unseen: only quiet tells
            status = _careful ? WaitForQuiet() : QuietSinceTheSetUp();
            _parked.Collect(_recorder);
            if (status == RunStatus.Done && _parked.Count == 0)
            {
                return Finish();
            }
        }
        return status;
    }

    public void OnFlowEntered() => _foreign.Enter();

    public void OnFlowLeft() => _foreign.Leave();

    public void OnPending(PendingCall call)
    {
        _parked.Arrive(call);
        _foreign.Touch();
    }

    public override void Post(SendOrPostCallback d, object? state)
    {
        _posts.Enqueue((d, state));
        _foreign.Touch();
    }

    public override void Send(SendOrPostCallback d, object? state) =>
        throw new NotSupportedException("The explorer takes posts only.");

    public override SynchronizationContext CreateCopy() => this;

    public override int Wait(nint[] waitHandles, bool waitAll, int millisecondsTimeout) =>
        _blocking.Wait(waitHandles, waitAll, millisecondsTimeout, WaitHelper);

    /// <summary>Names the set of choices: equal in two runs only if the same things can be chosen.</summary>
    private long Fingerprint(int starts)
    {
        long print = starts;
        for (int i = _started; i < _operations.Count; i++)
        {
            print = (print * 31) + _operations[i].Index;
        }
        return _parked.Fingerprint(print);
    }

    private void Step(int index, int starts)
    {
        _services.OnProgress();
        if (index < starts)
        {
            // started operations stay in front, so that the unstarted ones are one contiguous tail
            int chosen = _started + index;
            var operation = _operations[chosen];
            _operations.RemoveAt(chosen);
            _operations.Insert(_started++, operation);
            CurrentStep = $"the start of '{operation.Name}'";
            _recorder?.Starts(operation, index);
            using (ContextScope.Of(this))
            {
                operation.Start();
            }
            return;
        }
        var call = _parked.Take(index - starts);
        CurrentStep = $"the step of '{call.Caller}' after '{call.Label}' of {call.Dependency} was answered";
        _recorder?.Answers(call, index);
        Answers++;
        _interfere?.Invoke(call, Answers);
        call.TryTake();
        if (call.IsOpen)
        {
            call.Answer();
        }
    }

    private RunStatus Settle()
    {
        Drain();
        return _careful ? WaitForQuiet() : _foreign.Any ? RunStatus.LeftTheLoop : RunStatus.Done;
    }

    private void Drain()
    {
        while (_posts.TryDequeue(out var post))
        {
            using (ContextScope.Of(this))
            {
                try
                {
                    post.Callback(post.State);
                }
                catch (Exception error)
                {
                    _unhandled ??= error;
                }
            }
        }
    }

    private RunStatus WaitForQuiet()
    {
        var patience = new QuietPatience();
        for (int looks = 1; ; looks++)
        {
            Drain();
            bool quiet = _services.Pool.IsQuiet() && !_foreign.IsInside && _posts.IsEmpty;
            if (_foreign.IsOnOwnThread)
            {
                return Escaped(RunStatus.Escaped, "something of it runs on a thread of its own");
            }
            if (quiet)
            {
                return RunStatus.Done;
            }
            Thread.SpinWait(10);
            if (looks % PoolQuiet.LooksBetweenYields == 0)
            {
                _services.OnProgress();
                if (!patience.Pause(_foreign))
                {
                    return Escaped(RunStatus.Escaped,
                        "something runs on the pool or on a thread that the explorer cannot see");
                }
            }
        }
    }

    /// <summary>For a run that did not wait for quiet: did anything run on the pool all the same?</summary>
    private RunStatus QuietSinceTheSetUp()
    {
        bool quiet = _services.Pool.IsQuiet() && PoolQuiet.Completed == _poolItemsBefore;
        return _foreign.Any ? RunStatus.LeftTheLoop
            : quiet ? RunStatus.Done : Escaped(RunStatus.Disturbed, "the pool is never at rest");
    }

    private RunStatus Finish()
    {
        Evaluate();
        _foreign.End();
        if (Failure is null && _parked.Ambiguity is { } ambiguity)
        {
            return Escaped(RunStatus.Escaped, ambiguity);
        }
        return Failure is null && Timer.ActiveCount > _timersOfTheSetUp
            ? Escaped(RunStatus.Disturbed, "a timer of the real clock is left when every operation has ended")
            : RunStatus.Done;
    }

    private RunStatus Escaped(RunStatus status, string why)
    {
        EscapedBecause = $"the code never came to rest after {CurrentStep}: {why}";
        return status;
    }

    private void Evaluate()
    {
        _operations.Sort(static (a, b) => a.Index.CompareTo(b.Index));
        Outcome = _scenario.DescribeOutcome(_operations);
        Failure = Blocked ? RunFailure.Blocked(CurrentStep, _blocking.Waits[0])
            : Endless ? RunFailure.Endless(_steps, _operations)
            : _unhandled is not null ? RunFailure.Unhandled(_unhandled)
            : RunFailure.BrokenEnding(_operations);
        CameToItsEnd = Failure is null;
        Failure ??= _scenario.BrokenExpectation();
    }
}
