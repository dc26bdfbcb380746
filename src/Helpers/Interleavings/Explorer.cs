using System.Diagnostics;

namespace HonestAsync;

/// <summary>Drives one exploration on a thread of its own, and watches that thread from outside.</summary>
internal sealed class Explorer(Action<Scenario> setUp, ExplorationOptions options)
{
    private const int Attempts = 3;
    private readonly Dictionary<string, long> _outcomes = new(StringComparer.Ordinal);
    private readonly PoolQuiet _pool = new();
    private long _progress;
    private long _schedules;
    private long _failing;
    private ScheduleRun? _firstFailure;
    private bool _careful;
    private ScheduleRunner? _current;

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
            run = Record(new ReplayChooser(schedule));
            if (run is null)
            {
                _careful = true;
                run = Record(new ReplayChooser(schedule))
                    ?? throw new ExplorationException($"Schedule {schedule} cannot be replayed: the code never came to rest.");
            }
        });
        return run ?? Blocked(stuck).FirstFailure!;
    }

    /// <summary>The first order of the scenario, with the answer of that number disturbed; how many answers there were; and whether it blocked.</summary>
    public (ScheduleRun Run, int Answers, bool Blocked) Disturbed(int number, Action<ParkedCall, CancellationTokenSource> disturb)
    {
        ScheduleRun? run = null;
        int answers = 0;
        bool blocked = false;
        _careful = true;
        var stuck = OnOwnThread(() =>
        {
            using var cancellation = new CancellationTokenSource();
            var recorder = new RunRecorder();
            var runner = new ScheduleRunner(setUp, _pool, careful: true, recorder, () => Interlocked.Increment(ref _progress),
                (call, at) =>
                {
                    if (at == number)
                    {
                        disturb(call, cancellation);
                    }
                }, cancellation)
            {
                MaxSteps = options.MaxSteps,
            };
            Volatile.Write(ref _current, runner);
            if (runner.Run(new ReplayChooser("")) == RunStatus.NotQuiet)
            {
                throw new ExplorationException($"The code never came to rest after {runner.CurrentStep}.");
            }
            (run, answers, blocked) = (recorder.ToRun(runner), runner.Answers, runner.Blocked);
        });
        return (run ?? Blocked(stuck).FirstFailure!, answers, blocked || run is null);
    }

    private Exploration ExploreAll()
    {
        string? incomplete = Ordered();
        if (incomplete == LeftTheLoop)
        {
            // start again: what was counted before the first hop was noticed is not to be trusted
            _careful = true;
            (_schedules, _failing, _firstFailure) = (0, 0, null);
            _outcomes.Clear();
            incomplete = Ordered();
        }
        return Result(incomplete);
    }

    private const string LeftTheLoop = "left the loop";

    private string? Ordered()
    {
        long start = Stopwatch.GetTimestamp();
        var chooser = new DepthFirstChooser();
        do
        {
            if (_schedules >= options.MaxSchedules)
            {
                return Sampled();
            }
            if (Stopwatch.GetElapsedTime(start) > options.TimeBound)
            {
                return $"the time bound of {options.TimeBound.TotalSeconds:0} s was reached";
            }
            string? incomplete = One(chooser);
            if (incomplete is not null)
            {
                return incomplete;
            }
            if (_failing > 0 && (options.StopAtFirstFailure || _current!.Blocked || _current.Endless))
            {
                return "stopped at the first failure";
            }
        }
        while (chooser.MoveNext());
        return null;
    }

    private string? One(DepthFirstChooser chooser)
    {
        for (int attempt = 1; ; attempt++)
        {
            chooser.Rewind();
            var runner = Make(null);
            try
            {
                switch (runner.Run(chooser))
                {
                    case RunStatus.LeftTheLoop:
                        return LeftTheLoop;
                    case RunStatus.NotQuiet when attempt > 1:
                        return $"the code never came to rest after {runner.CurrentStep}: "
                            + "something runs on the pool or on a thread that the explorer cannot see";
                    case RunStatus.NotQuiet:
                        continue;
                }
            }
            catch (DivergedException diverged)
            {
                if (!_careful)
                {
                    return LeftTheLoop;
                }
                if (attempt >= Attempts)
                {
                    return $"the code is not decided by the schedule: {diverged.Message}";
                }
                continue;
            }
            Count(runner, chooser);
            return null;
        }
    }

    private string Sampled()
    {
        for (long i = 0; i < options.RandomSchedules; i++)
        {
            var runner = Make(null);
            var chooser = new RandomChooser(unchecked(options.Seed + (int)i));
            if (runner.Run(chooser) != RunStatus.Done)
            {
                break;
            }
            Count(runner, new RandomChooser(unchecked(options.Seed + (int)i)));
        }
        return $"there are more than {options.MaxSchedules} schedules; "
            + $"the last {_schedules - options.MaxSchedules} were taken at random (seed {options.Seed})";
    }

    private void Count(ScheduleRunner runner, IChooser chooser)
    {
        _schedules++;
        _outcomes[runner.Outcome] = _outcomes.GetValueOrDefault(runner.Outcome) + 1;
        if (runner.Failure is null)
        {
            return;
        }
        if (_failing++ == 0)
        {
            (chooser as DepthFirstChooser)?.Rewind();
            _firstFailure = Record(chooser);
        }
    }

    private ScheduleRun? Record(IChooser chooser)
    {
        var recorder = new RunRecorder();
        var runner = Make(recorder);
        return runner.Run(chooser) == RunStatus.Done ? recorder.ToRun(runner) : null;
    }

    private ScheduleRunner Make(RunRecorder? recorder)
    {
        var runner = new ScheduleRunner(setUp, _pool, _careful, recorder, () => Interlocked.Increment(ref _progress))
        {
            MaxSteps = options.MaxSteps,
        };
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

    /// <summary>The name of the step that keeps the thread, or an empty text when the work came to its end.</summary>
    private string OnOwnThread(Action work)
    {
        Exception? failed = null;
        var thread = new Thread(() =>
        {
            try
            {
                work();
            }
            catch (Exception error)
            {
                failed = error;
            }
        })
        { IsBackground = true, Name = "interleavings" };
        thread.Start();
        string? stuck = null;
        var ended = new TaskCompletionSource();
        OpenWaits.Track("an exploration of interleavings that is still at work", ended.Task);
        PoolQuiet.WhileCallerWaits(() => stuck = WatchedUntilEnded(thread));
        ended.SetResult();
        if (stuck is not null)
        {
            return stuck;
        }
        return failed is null
            ? ""
            : throw new ExplorationException($"{failed.GetType().Name}: {failed.Message}", failed);
    }

    private string? WatchedUntilEnded(Thread thread)
    {
        long seen = -1;
        long since = Stopwatch.GetTimestamp();
        while (!thread.Join(options.StepBound / 4))
        {
            long now = Interlocked.Read(ref _progress);
            if (now != seen)
            {
                (seen, since) = (now, Stopwatch.GetTimestamp());
            }
            else if (Stopwatch.GetElapsedTime(since) >= options.StepBound)
            {
                return Volatile.Read(ref _current)?.CurrentStep ?? "the scenario's set-up";
            }
        }
        return null;
    }
}
