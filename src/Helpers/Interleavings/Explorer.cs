using System.Diagnostics;

namespace HonestAsync;

/// <summary>Drives one exploration on a thread of its own, and watches that thread from outside.</summary>
internal sealed class Explorer
{
    private const string LeftTheLoop = "left the loop";
    private const int Attempts = 3;
    private const int UndisturbedAttempts = 50;
    private readonly Action<Scenario> _setUp;
    private readonly ExplorationOptions _options;
    private readonly Dictionary<string, long> _outcomes = new(StringComparer.Ordinal);
    private readonly PoolQuiet _pool = new();
    private readonly RunServices _services;
    private long _progress;
    private long _schedules;
    private long _failing;
    private ScheduleRun? _firstFailure;
    private bool _careful;
    private ScheduleRunner? _current;

    public Explorer(Action<Scenario> setUp, ExplorationOptions options)
    {
        (_setUp, _options) = (setUp, options);
        _services = new RunServices(_pool, new LateEvents(), () => Interlocked.Increment(ref _progress));
    }

    public Exploration Run()
    {
        Exploration? result = null;
        var stuck = OnOwnThread(() => result = ExploreAll());
        return result ?? Blocked(stuck);
    }

    public ScheduleRun Replay(string schedule)
    {
        ScheduleRun? run = null;
        var stuck = OnOwnThread(() =>
        {
            run = Record(() => new ReplayChooser(schedule));
            if (run is null)
            {
                BeCareful();
                run = Record(() => new ReplayChooser(schedule))
                    ?? throw new ExplorationException($"Schedule {schedule} cannot be replayed: {_current!.EscapedBecause}");
            }
        });
        return run ?? Blocked(stuck).FirstFailure!;
    }

    /// <summary>
    /// The first order of the scenario, with the answer of that number disturbed; and how many answers there
    /// were.
    /// </summary>
    /// <returns>No number of answers when the code blocked.</returns>
    public (ScheduleRun Run, int? Answers) Disturbed(int number, Action<PendingCall, CancellationTokenSource> disturb)
    {
        ScheduleRun? run = null;
        int answers = 0;
        var stuck = OnOwnThread(() =>
        {
            BeCareful();
            for (int attempt = 1; run is null; attempt++)
            {
                using var cancellation = new CancellationTokenSource();
                var recorder = new RunRecorder();
                var runner = new ScheduleRunner(_setUp, _services, careful: true, recorder, Interfere, cancellation)
                {
                    MaxSteps = _options.MaxSteps,
                };
                Volatile.Write(ref _current, runner);
                if (runner.Run(new ReplayChooser("")) == RunStatus.Done)
                {
                    (run, answers) = (recorder.ToRun(runner), runner.Answers);
                }
                else if (attempt == Attempts)
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
        });
        return run is null ? (Blocked(stuck).FirstFailure!, null) : (run, _current!.Blocked ? null : answers);
    }

    private void BeCareful()
    {
        _careful = true;
        _pool.Settle(_services.OnProgress);
        _services.Late.Reset();
    }

    private Exploration ExploreAll()
    {
        string? incomplete = Ordered();
        if (incomplete == LeftTheLoop)
        {
            // start again: what was counted before the first hop was noticed is not to be trusted
            (_schedules, _failing, _firstFailure) = (0, 0, null);
            _outcomes.Clear();
            BeCareful();
            incomplete = Ordered();
        }
        return Result(incomplete);
    }

    private string? Ordered()
    {
        long start = Stopwatch.GetTimestamp();
        var chooser = new DepthFirstChooser();
        do
        {
            if (_schedules >= _options.MaxSchedules)
            {
                return Sampled();
            }
            if (Stopwatch.GetElapsedTime(start) > _options.TimeBound)
            {
                return $"the time bound of {_options.TimeBound.TotalSeconds:0} s was reached";
            }
            string? incomplete = One(chooser);
            if (incomplete is not null)
            {
                return incomplete;
            }
            if (_failing > 0 && (_options.StopAtFirstFailure || _current!.Blocked || _current.Endless))
            {
                return "stopped at the first failure";
            }
        }
        while (chooser.MoveNext());
        return !_services.Late.Any ? null
            : _careful ? "something that a schedule set off still ran when the schedule had ended" : LeftTheLoop;
    }

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
                    Count(runner, chooser.FromTheStart);
                    return null;
                }
                runner.Abandon();
                // what a neighbour did to this run it will hardly do to fifty; what the code itself did has shown by then
                if (status == RunStatus.Disturbed && attempt < UndisturbedAttempts && _pool.Settle(_services.OnProgress)
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
            _pool.Settle(_services.OnProgress);
        }
    }

    private string Sampled()
    {
        for (long i = 0; i < _options.RandomSchedules; i++)
        {
            int seed = unchecked(_options.Seed + (int)i);
            if (Undisturbed(seed) is not { } runner)
            {
                break;
            }
            Count(runner, () => new RandomChooser(seed));
        }
        return $"there are more than {_options.MaxSchedules} schedules; "
            + $"the last {_schedules - _options.MaxSchedules} were taken at random (seed {_options.Seed})";
    }

    private ScheduleRunner? Undisturbed(int seed)
    {
        for (int attempt = 1; attempt <= UndisturbedAttempts; attempt++)
        {
            var runner = Make(null);
            var status = runner.Run(new RandomChooser(seed));
            if (status != RunStatus.Disturbed)
            {
                return status == RunStatus.Done ? runner : null;
            }
            runner.Abandon();
            _pool.Settle(_services.OnProgress);
        }
        return null;
    }

    private void Count(ScheduleRunner runner, Func<IChooser> sameWay)
    {
        _schedules++;
        _outcomes[runner.Outcome] = _outcomes.GetValueOrDefault(runner.Outcome) + 1;
        if (runner.Failure is not null && _failing++ == 0)
        {
            _firstFailure = Record(sameWay);
            if (_firstFailure?.Failure is null)
            {
                _firstFailure = new ScheduleRun("", [], runner.Outcome, $"{runner.Failure} (run again, the same schedule went "
                    + "another way: something besides the schedule decides)");
            }
            Volatile.Write(ref _current, runner);
        }
    }

    /// <summary>One schedule again, written down; null when it would not come to its end.</summary>
    private ScheduleRun? Record(Func<IChooser> chooser)
    {
        for (int attempt = 1; attempt <= Attempts; attempt++)
        {
            var recorder = new RunRecorder();
            var runner = Make(recorder);
            try
            {
                if (runner.Run(chooser()) == RunStatus.Done)
                {
                    return recorder.ToRun(runner);
                }
            }
            catch (DivergedException)
            {
                // the next attempt may go the way it went before
            }
            runner.Abandon();
            _pool.Settle(_services.OnProgress);
        }
        return null;
    }

    private ScheduleRunner Make(RunRecorder? recorder)
    {
        var runner = new ScheduleRunner(_setUp, _services, _careful, recorder) { MaxSteps = _options.MaxSteps };
        Volatile.Write(ref _current, runner);
        return runner;
    }

    private Exploration Result(string? incomplete) => new()
    {
        Verdict = _failing > 0 ? ExplorationVerdict.Failed
            : incomplete is null ? ExplorationVerdict.Passed : ExplorationVerdict.Incomplete,
        Schedules = _schedules,
        Failing = _failing,
        Complete = incomplete is null,
        Outcomes = new Dictionary<string, long>(_outcomes, StringComparer.Ordinal),
        FirstFailure = _firstFailure,
        LeftTheLoop = _careful,
        IncompleteBecause = incomplete,
    };

    private Exploration Blocked(string step)
    {
        string failure = $"blocked: {step} keeps its thread and never comes back "
            + "(a synchronous wait, or a loop without an await)";
        // its thread stays behind, perhaps in a loop without end: what comes next would share the machine with it
        HangMemory.Current?.Remember(failure);
        return new Exploration
        {
            Verdict = ExplorationVerdict.Failed,
            Schedules = _schedules + 1,
            Failing = 1,
            Complete = false,
            Outcomes = new Dictionary<string, long>(StringComparer.Ordinal) { ["blocked"] = 1 },
            FirstFailure = new ScheduleRun("", [], "blocked", failure),
            IncompleteBecause = "the code blocked",
        };
    }

    private string OnOwnThread(Action work) => WatchedThread.Run(work, _options.StepBound,
        () => Interlocked.Read(ref _progress), () => Volatile.Read(ref _current)?.CurrentStep ?? "the scenario's set-up");
}
