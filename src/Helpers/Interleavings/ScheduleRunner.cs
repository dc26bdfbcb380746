using System.Collections.Concurrent;

namespace HonestAsync;

/// <summary>
/// Runs one schedule. It chooses only among starts and answers of scripted dependencies, and drains posts
/// first in, first out: a fix that leaves the loop then explores as completely as one that stays.
/// </summary>
/// <remarks>
/// Starts and posts run under this context, answers under none: a continuation after
/// <c>ConfigureAwait(false)</c> then runs inline. With <see cref="ExplorationContext.None"/> starts have no context
/// either, and each step runs on another thread. Code that still hops to the pool is noticed by the operations' flow
/// marker, by the threads that post and call, and by the pool's own counts; then <c>careful</c> runs wait for quiet
/// after each step: nothing posted, no marked flow on another thread, and a pool at rest. Code that cannot be seen at
/// rest (a thread of its own, a timer of the real clock) is an escape. Code that ran at once although something else
/// could have come first is noted in <see cref="Gaps"/>.
/// </remarks>
internal sealed partial class ScheduleRunner : SynchronizationContext
{
    private readonly bool _careful;
    private readonly RunServices _services;
    private readonly Action<PendingCall, int>? _interfere;
    private readonly ConcurrentQueue<(SendOrPostCallback Callback, object? State)> _posts = new();
    private readonly PendingCalls _pending;
    private readonly OffThreadActivity _foreign;
    private readonly List<ExploredOperation> _operations = [];
    private readonly Scenario _scenario;
    private readonly BlockingDetector _blocking;
    private readonly RunRecorder? _recorder;
    private readonly StepGaps _gaps = new();
    private readonly long _poolItemsBefore = ThreadPoolQuiescence.Completed;
    private readonly long _timersOfTheSetUp;
    // the present step
    private ExploredOperation? _operation;
    private PendingCall? _answered;
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
        Faults = new FaultList(wantsStacks: recorder is not null, services.Collections);
        _foreign = new OffThreadActivity(services.Late, services.Steps);
        _pending = new PendingCalls(_foreign);
        services.Steps?.Rewind();
        // a wait that outlasts the tolerance has failed the schedule: how long it would still last changes nothing
        _blocking = new BlockingDetector { Bound = TimeSpan.Zero, Tolerance = TimeSpan.FromMilliseconds(100) };
        Background = new ExploredOperation(this, "background", int.MaxValue, () => Task.CompletedTask);
        _scenario = new Scenario(this, cancellation);
        SetWaitNotificationRequired();
        using (ContextOfTheCode())
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

    /// <summary>What runs now, for the message of a watchdog; from any thread.</summary>
    public string CurrentStep => _answered is { } call
        ? $"the step of '{call.Caller}' after '{call.Label}' of {call.Dependency} was answered"
        : _operation is { } operation ? $"the start of '{operation.Name}'" : "the scenario's set-up";

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

    /// <summary>True when the operations were still at work after as many steps as the options allow.</summary>
    public bool Endless { get; private set; }

    /// <summary>Code that ran at once although something else could have come first.</summary>
    public IReadOnlyList<StepGap> Gaps => _gaps.Found;

    /// <summary>True while each operation that had not ended had exactly one choice at each step.</summary>
    public bool OneChoiceEach { get; private set; } = true;

    /// <summary>Tasks of this schedule that failed, as far as no code has looked at their exceptions.</summary>
    public FaultList Faults { get; }

    public ExploredOperation Add(string name, Func<Task> body)
    {
        if (_started > 0)
        {
            throw new InvalidOperationException("Register operations in the set-up, before the first one starts.");
        }
        _operations.Add(new ExploredOperation(this, name, _operations.Count, body));
        return _operations[^1];
    }

    /// <summary>This attempt does not count, whatever its code still does.</summary>
    public void Abandon() => _foreign.Abandon();

    public RunStatus Run(IChooser chooser)
    {
        var status = Settle();
        while (status == RunStatus.Done)
        {
            _pending.Collect(_recorder);
            int starts = _operations.Count - _started;
            int count = starts + _pending.Count;
            if (count > 0)
            {
                OneChoiceEach &= chooser is not RandomChooser || count == _operations.Count(static each => each.Task is not { IsCompleted: true });
                status = Step(chooser.Choose(count, Fingerprint(starts)), starts);
                _recorder?.Ended(_operations);
                Endless = ++_steps >= _services.Options.MaxSteps;
                if (status == RunStatus.Done && (Blocked || Endless || _unhandled is not null))
                {
                    return Finish();
                }
                continue;
            }
            // all have ended, are stuck, or wait for something unseen: only quiet tells
            status = _careful ? WaitForQuiet() : QuietSinceTheSetUp();
            _pending.Collect(_recorder);
            if (status == RunStatus.Done && _pending.Count == 0)
            {
                return Finish();
            }
        }
        return status;
    }

    public void NoteProgress() => _services.Progress.Note();

    public void OnThrown(Exception error) => UnobservedFaults.Note(error, Faults);

    public void OnFlowEntered() => _foreign.Enter();

    public void OnFlowLeft() => _foreign.Leave();

    public void OnPending(PendingCall call)
    {
        _pending.Arrive(call);
        _services.Progress.Note();
        _foreign.Touch();
    }

    public override void Post(SendOrPostCallback d, object? state)
    {
        _posts.Enqueue((d, state));
        _services.Progress.Note();
        _foreign.Touch();
        _gaps.Posted(_foreign, _pending);
    }

    public override void Send(SendOrPostCallback d, object? state) =>
        throw new NotSupportedException("The explorer takes posts only.");

    public override SynchronizationContext CreateCopy() => this;

    public override int Wait(nint[] waitHandles, bool waitAll, int millisecondsTimeout) =>
        _blocking.Wait(waitHandles, waitAll, millisecondsTimeout, WaitHelper);

    // without a context there is none to capture: neither here nor on the threads of the steps
    private ContextScope ContextOfTheCode() => _services.Steps is null ? ContextScope.Of(this) : ContextScope.None();

    /// <summary>Names the set of choices: equal in two runs only if the same things can be chosen.</summary>
    private long Fingerprint(int starts)
    {
        long print = starts;
        for (int i = _started; i < _operations.Count; i++)
        {
            print = (print * 31) + _operations[i].Index;
        }
        return _pending.Fingerprint(print);
    }

    private RunStatus Step(int index, int starts)
    {
        _services.Progress.Note();
        int others = starts + _pending.Count - 1;
        var call = index < starts ? null : _pending.Take(index - starts);
        var operation = call is null ? Unstarted(index) : call.Owner!;
        (_operation, _answered) = (operation, call);
        operation.Steps++;
        _gaps.Begin(others, operation.Name);
        int events = _foreign.Events;
        ulong waiting = others > 0 ? StepGaps.WaitingElsewhere(_operations, _started, _pending) & ~operation.Bit : 0;
        var status = call is null ? Start(operation, index) : Answer(call, index);
        if (status == RunStatus.Done && others > 0)
        {
            _gaps.Moved(_foreign.Events != events);
            if (waiting != 0)
            {
                _pending.Collect(_recorder);
                _gaps.Released(waiting, _operations, _pending);
            }
        }
        _gaps.End();
        return status;
    }

    private ExploredOperation Unstarted(int index)
    {
        // started operations stay in front, so that the unstarted ones are one contiguous tail
        int chosen = _started + index;
        var operation = _operations[chosen];
        _operations.RemoveAt(chosen);
        _operations.Insert(_started++, operation);
        return operation;
    }

    private RunStatus Start(ExploredOperation operation, int index)
    {
        _recorder?.Starts(operation, index);
        if (_services.Steps is { } threads)
        {
            threads.Run(operation.Start);
        }
        else
        {
            using (ContextScope.Of(this))
            {
                operation.Start();
            }
        }
        return Settle();
    }

    private RunStatus Answer(PendingCall call, int index)
    {
        _recorder?.Answers(call, index);
        Answers++;
        if (_interfere is not null)
        {
            // what a cancellation sets off comes before the answer, as in production, where the answer is far away
            OnStepThread(() => _interfere(call, Answers));
            if (Settle() is var status and not RunStatus.Done)
            {
                return status;
            }
        }
        call.TryTake();
        if (call.IsOpen)
        {
            OnStepThread(call.Answer);
        }
        return Settle();
    }

    private void OnStepThread(Action step)
    {
        if (_services.Steps is { } threads)
        {
            threads.Run(step);
        }
        else
        {
            step();
        }
    }
}
