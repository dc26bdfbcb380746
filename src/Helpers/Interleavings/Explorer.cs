using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace HonestAsync;

/// <summary>Drives one exploration on its own thread, and watches that thread from outside.</summary>
internal sealed class Explorer : IDisposable
{
    private const string LeftTheLoop = "left the loop";
    private const int Attempts = 3;
    private const int UndisturbedAttempts = 50;
    // enough for two digits of an estimate
    private const int ProbesOfTheSize = 200;
    private readonly Action<Scenario> _setUp;
    private readonly ExplorationOptions _options;
    private readonly ThreadPoolQuiescence _pool = new();
    private readonly WatchedThread _watched;
    private readonly RunServices _services;
    private readonly ExplorationTally _tally;
    private bool _careful;
    private ScheduleRunner? _current;

    public Explorer(Action<Scenario> setUp, ExplorationOptions options)
    {
        (_setUp, _options) = (setUp, options);
        var progress = new Progress();
        _watched = new WatchedThread(options.StepBound, () => progress.Count,
            () => Volatile.Read(ref _current)?.CurrentStep ?? "the scenario's set-up");
        _services = new RunServices(_pool, new LateEvents(), progress, options,
            options.Context == ExplorationContext.None ? new StepThreads(_watched) : null);
        _tally = new ExplorationTally(options, Record);
        UnobservedFaults.Install();
    }

    public Exploration Run()
    {
        Exploration? result = null;
        string stuck = _watched.Run(() => result = ExploreAll());
        return result ?? Blocked(stuck);
    }

    public ScheduleRun Replay(string schedule)
    {
        ScheduleRun? run = null;
        string stuck = _watched.Run(() =>
        {
            IChooser chooser = new ReplayChooser(schedule);
            run = Record(chooser);
            if (run is null)
            {
                BeCareful();
                run = Record(chooser)
                    ?? throw new ExplorationException($"Schedule {schedule} cannot be replayed: {_current!.EscapedBecause}");
            }
        });
        return run ?? Blocked(stuck).FirstFailure!;
    }

    /// <summary>
    /// The first order of the scenario, with the answer of that number disturbed; and the number of answers.
    /// </summary>
    /// <returns>No number of answers when the code blocked. The faults are complete after a collection.</returns>
    public (ScheduleRun Run, int? Answers, FaultList Faults) Disturbed(int number, Action<PendingCall, CancellationTokenSource> disturb)
    {
        (ScheduleRun Run, int? Answers, FaultList Faults)? result = null;
        string stuck = _watched.Run(() => result = DisturbedRun(number, disturb));
        Volatile.Write(ref _current, null);
        return result ?? (Blocked(stuck).FirstFailure!, null, new FaultList(wantsStacks: false, 0));
    }

    public void Dispose()
    {
        UnobservedFaults.Uninstall();
        _services.Steps?.Dispose();
    }

    private (ScheduleRun Run, int? Answers, FaultList Faults) DisturbedRun(int number, Action<PendingCall, CancellationTokenSource> disturb)
    {
        BeCareful();
        for (int attempt = 1; ; attempt++)
        {
            using var cancellation = new CancellationTokenSource();
            var recorder = new RunRecorder();
            var runner = new ScheduleRunner(_setUp, _services, careful: true, recorder, Interfere, cancellation);
            Volatile.Write(ref _current, runner);
            if (runner.Run(new ReplayChooser("")) == RunStatus.Done)
            {
                return (recorder.ToRun(runner), runner.Blocked ? null : runner.Answers, runner.Faults);
            }
            if (attempt == Attempts)
            {
                throw new ExplorationException($"Not to be controlled: {runner.EscapedBecause}.");
            }

            void Interfere(PendingCall call, int at)
            {
                if (at == number)
                {
                    disturb(call, cancellation);
                }
            }
        }
    }

    private void BeCareful()
    {
        _careful = true;
        _pool.Settle(_services.Progress.Note);
        _services.Late.Reset();
    }

    private Exploration ExploreAll()
    {
        string? incomplete = Ordered();
        if (incomplete == LeftTheLoop)
        {
            // start again: what was counted before the first hop was noticed is not to be trusted
            _tally.Clear();
            BeCareful();
            incomplete = Ordered();
        }
        LookForFaults(now: true);
        return _tally.ToExploration(incomplete, _careful);
    }

    // the runners of the schedules are out of scope here: nothing refers to their tasks
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void LookForFaults(bool now = false)
    {
        Volatile.Write(ref _current, null);
        _tally.LookForFaults(now);
    }

    private string? Ordered()
    {
        long start = Stopwatch.GetTimestamp();
        var chooser = new DepthFirstChooser();
        do
        {
            if (_tally.Schedules >= _options.MaxSchedules)
            {
                return Sampled(start);
            }
            if (Stopwatch.GetElapsedTime(start) > _options.TimeBound)
            {
                return $"the time bound of {_options.TimeBound.TotalSeconds:0.###} s was reached{OutOf(Probed())}";
            }
            if (One(chooser) is { } incomplete)
            {
                return incomplete;
            }
            LookForFaults();
            if (_tally.MustStop)
            {
                return "stopped at the first failure";
            }
        }
        while (chooser.MoveNext());
        return !_services.Late.Any ? null
            : _careful ? "something that a schedule set off still ran when the schedule had ended" : LeftTheLoop;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private string? One(DepthFirstChooser chooser)
    {
        int failedAttempts = 0;
        for (int attempt = 1; ; attempt++)
        {
            chooser.Rewind();
            var runner = Make(null);
            string escape;
            int mayFail = Attempts;
            try
            {
                var status = runner.Run(chooser);
                if (status == RunStatus.Done)
                {
                    _tally.Count(runner, chooser.Copy);
                    return null;
                }
                runner.Abandon();
                // what a neighbour did to this run it will hardly do to fifty; what the code itself did has shown by then
                if (status == RunStatus.Disturbed && attempt < UndisturbedAttempts && _pool.Settle(_services.Progress.Note)
                    && (_careful || !runner.LeftTheLoop))
                {
                    continue;
                }
                escape = runner.EscapedBecause;
                mayFail = runner.LeftTheLoop && !_careful ? 1 : 2;
            }
            catch (DivergedException diverged)
            {
                runner.Abandon();
                escape = $"the code is not decided by the schedule: {diverged.Message}";
            }
            if (++failedAttempts >= mayFail || attempt >= UndisturbedAttempts)
            {
                return _careful ? escape : LeftTheLoop;
            }
            _pool.Settle(_services.Progress.Note);
        }
    }

    private string Sampled(long start)
    {
        var size = new ScheduleSize();
        string stopped = "";
        long ordered = _tally.Schedules;
        for (long i = 0; i < _options.RandomSchedules && stopped.Length == 0; i++)
        {
            int seed = unchecked(_options.Seed + (int)i);
            if (!CountedAtRandom(seed, size))
            {
                break;
            }
            LookForFaults();
            stopped = _tally.MustStop ? "; stopped at the first failure"
                : Stopwatch.GetElapsedTime(start) > _options.TimeBound ? $"; the time bound of {_options.TimeBound.TotalSeconds:0.###} s was reached"
                : "";
        }
        return $"there are more than {_options.MaxSchedules} schedules{OutOf(size)}; "
            + $"the last {_tally.Schedules - ordered} were taken at random (seed {_options.Seed}){stopped}";
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool CountedAtRandom(int seed, ScheduleSize size)
    {
        if (Undisturbed(seed, size) is { } runner)
        {
            _tally.Count(runner, () => new RandomChooser(seed));
            return true;
        }
        return false;
    }

    private static string OutOf(ScheduleSize size) => size.ToString() is { } text ? $" ({text})" : "";

    private ScheduleSize Probed()
    {
        var size = new ScheduleSize();
        for (int i = 0; i < ProbesOfTheSize && Undisturbed(unchecked(_options.Seed + i), size) is not null; i++)
        {
            // each probe adds itself
        }
        return size;
    }

    private ScheduleRunner? Undisturbed(int seed, ScheduleSize size)
    {
        for (int attempt = 1; attempt <= UndisturbedAttempts; attempt++)
        {
            var runner = Make(null);
            var chooser = new RandomChooser(seed);
            var status = runner.Run(chooser);
            if (status == RunStatus.Done)
            {
                size.Add(chooser.Product, runner.Operations, runner.OneChoiceEach);
                return runner;
            }
            if (status != RunStatus.Disturbed)
            {
                return null;
            }
            runner.Abandon();
            _pool.Settle(_services.Progress.Note);
        }
        return null;
    }

    /// <summary>One schedule again, written down; null when it would not come to its end.</summary>
    private ScheduleRun? Record(IChooser chooser)
    {
        for (int attempt = 1; attempt <= Attempts; attempt++)
        {
            var recorder = new RunRecorder();
            var runner = Make(recorder);
            try
            {
                if (runner.Run(chooser.Again()) == RunStatus.Done)
                {
                    return recorder.ToRun(runner);
                }
            }
            catch (DivergedException)
            {
                // the next attempt may go the way it went before
            }
            runner.Abandon();
            _pool.Settle(_services.Progress.Note);
        }
        return null;
    }

    private ScheduleRunner Make(RunRecorder? recorder)
    {
        var runner = new ScheduleRunner(_setUp, _services, _careful, recorder);
        Volatile.Write(ref _current, runner);
        return runner;
    }

    private Exploration Blocked(string step)
    {
        string failure = $"blocked: {step} keeps its thread and never comes back "
            + "(a synchronous wait, or a loop without an await)";
        // its thread stays behind, perhaps in a loop without end: what comes next would share the machine with it
        HangMemory.Current?.Remember(failure);
        return _tally.ToBlocked(failure);
    }
}
