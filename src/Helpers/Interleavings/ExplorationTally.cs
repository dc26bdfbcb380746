namespace HonestAsync;

/// <summary>What the schedules of one exploration came to. For the explorer's thread.</summary>
/// <param name="options">Whether unobserved faults fail a schedule, and the first failure ends all.</param>
/// <param name="record">Runs a schedule again and writes it down; null when it would not come to its end.</param>
internal sealed class ExplorationTally(ExplorationOptions options, Func<IChooser, ScheduleRun?> record)
{
    // the first throwing schedules are looked at one by one, later ones together: a collection takes a millisecond
    private const int MostInOneCollection = 256;
    private readonly Dictionary<string, long> _outcomes = new(StringComparer.Ordinal);
    private readonly GapLog _gaps = new();
    private readonly List<Thrown> _thrown = [];
    private int _patience = 1;
    private bool _blockedOrEndless;
    private ScheduleRun? _firstFailure;

    public long Schedules { get; private set; }

    public long Failing { get; private set; }

    /// <summary>True when what was found ends the exploration.</summary>
    public bool MustStop => Failing > 0 && (options.StopAtFirstFailure || _blockedOrEndless);

    /// <summary>Forgets all.</summary>
    public void Clear()
    {
        (Schedules, Failing, _firstFailure, _blockedOrEndless) = (0, 0, null, false);
        _outcomes.Clear();
        _gaps.Clear();
        _thrown.Clear();
    }

    /// <summary>Takes in a schedule that came to its end.</summary>
    /// <param name="runner">It.</param>
    /// <param name="sameWay">A chooser that goes the same way again.</param>
    public void Count(ScheduleRunner runner, Func<IChooser> sameWay)
    {
        Schedules++;
        _outcomes[runner.Outcome] = _outcomes.GetValueOrDefault(runner.Outcome) + 1;
        _gaps.Add(runner);
        if (runner.Failure is { } failure)
        {
            _blockedOrEndless |= runner.Blocked || runner.Endless;
            Fail(sameWay(), run => run?.Failure is null ? WentAnotherWay(runner.Outcome, failure) : run);
        }
        else if (runner.Faults.HasNotes && !options.AllowsUnobservedFaults)
        {
            _thrown.Add(new Thrown(runner.Faults, sameWay()));
        }
    }

    /// <summary>
    /// Looks for unobserved faults when enough schedules have thrown; call it when no variable refers to their runners.
    /// </summary>
    public void LookForFaults(bool now = false)
    {
        if (_thrown.Count == 0 || (_thrown.Count < _patience && !now))
        {
            return;
        }
        // the oldest knows whether a collection has come between
        _thrown[0].Faults.Collect();
        foreach (var thrown in _thrown)
        {
            if (thrown.Faults.Found is { Count: > 0 } found)
            {
                Fail(thrown.SameWay, run => (run ?? new ScheduleRun("", [], "", null)) with { Failure = found[0].ToString() });
            }
        }
        _thrown.Clear();
        _patience = Math.Min(2 * _patience, MostInOneCollection);
    }

    public Exploration ToExploration(string? incomplete, bool leftTheLoop) => new()
    {
        Verdict = Failing > 0 ? ExplorationVerdict.Failed
            : incomplete is not null ? ExplorationVerdict.Incomplete
            : _gaps.Kinds != ExplorationGaps.None ? ExplorationVerdict.PassedInPart : ExplorationVerdict.Passed,
        Schedules = Schedules,
        Failing = Failing,
        Complete = incomplete is null,
        Outcomes = new Dictionary<string, long>(_outcomes, StringComparer.Ordinal),
        FirstFailure = _firstFailure,
        LeftTheLoop = leftTheLoop,
        Context = options.Context,
        Gaps = _gaps.Kinds,
        NotInterleaved = _gaps.Describe(),
        IncompleteBecause = incomplete,
    };

    /// <summary>For an exploration that a step ended, by keeping the explorer's thread.</summary>
    public Exploration ToBlocked(string failure) => new()
    {
        Verdict = ExplorationVerdict.Failed,
        Schedules = Schedules + 1,
        Failing = Failing + 1,
        Complete = false,
        Outcomes = new Dictionary<string, long>(_outcomes, StringComparer.Ordinal) { ["blocked"] = 1 },
        FirstFailure = _firstFailure ?? new ScheduleRun("", [], "blocked", failure),
        Context = options.Context,
        IncompleteBecause = "the code blocked",
    };

    private static ScheduleRun WentAnotherWay(string outcome, string failure) => new("", [], outcome,
        $"{failure} (run again, the same schedule went another way: something other than the schedule decides)");

    private void Fail(IChooser sameWay, Func<ScheduleRun?, ScheduleRun> describe)
    {
        if (Failing++ == 0)
        {
            _firstFailure = describe(record(sameWay));
        }
    }

    /// <summary>A schedule in which something was thrown, and how to run it again.</summary>
    private sealed record Thrown(FaultList Faults, IChooser SameWay);
}
