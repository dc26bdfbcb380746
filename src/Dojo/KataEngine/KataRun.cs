namespace HonestAsync.Dojo;

/// <summary>How a run of a kata ended.</summary>
public enum RunEnding
{
    /// <summary>All tests reported.</summary>
    Reported,

    /// <summary>The code does not compile.</summary>
    NotCompiled,

    /// <summary>The time was up, and a test had not ended.</summary>
    Hung,

    /// <summary>The time was up; tests are red, and others have not run.</summary>
    Stopped,

    /// <summary>The process ended by an uncaught exception, a fault or a signal.</summary>
    Crashed,

    /// <summary>The code ended the process by <c>Environment.Exit</c>.</summary>
    Exited,

    /// <summary>The process ended by a stack overflow.</summary>
    StackOverflow,

    /// <summary>The code printed without end.</summary>
    Flooded,

    /// <summary>The code took more memory than a run may.</summary>
    OutOfMemory,

    /// <summary>xunit could not run the tests.</summary>
    NotRunnable,

    /// <summary>The machine gave the run too little processor time: it says nothing about the code.</summary>
    MachineTooBusy,
}

/// <summary>The result of a run of a kata.</summary>
/// <param name="Ending">How it ended.</param>
/// <param name="Tests">Every test that the kata has, in the order of its file; none where it did not
/// compile.</param>
public sealed record KataRun(RunEnding Ending, IReadOnlyList<TestOutcome> Tests)
{
    /// <summary>Errors and warnings of the compiler.</summary>
    public IReadOnlyList<CompileProblem> Problems { get; init; } = [];

    /// <summary>The test that ran when the process was lost; null when it was between tests.</summary>
    public string? Running { get; init; }

    /// <summary>
    /// For an ending other than a report: what is known, in sentences for the author of the code.
    /// </summary>
    public string Explanation { get; init; } = "";

    /// <summary>The beginning of what the code printed.</summary>
    public string Printed { get; init; } = "";

    /// <summary>The process it ran in; gone by now, unless it may run again.</summary>
    public int? ProcessId { get; init; }

    /// <summary>Real time of the compilation.</summary>
    public TimeSpan Compiling { get; init; }

    /// <summary>Real time from the hand-over to a process that was ready until the last report.</summary>
    public TimeSpan Testing { get; init; }

    /// <summary>True when every test ran and passed.</summary>
    public bool IsGreen =>
        Ending == RunEnding.Reported && Tests.Count > 0 && Tests.All(test => test.State == TestState.Passed);

    /// <summary>True when no test is red, but the machine was too busy for some: no verdict.</summary>
    public bool IsUndecided => !Red.Any()
        && (Ending == RunEnding.MachineTooBusy || (Ending == RunEnding.Reported && Tests.Any(test => test.State == TestState.MachineTooBusy)));

    /// <summary>The tests that passed.</summary>
    public IEnumerable<TestOutcome> Passed => Tests.Where(test => test.State == TestState.Passed);

    /// <summary>The tests that failed or hung.</summary>
    public IEnumerable<TestOutcome> Red =>
        Tests.Where(test => test.State is TestState.Failed or TestState.Hung);

    /// <summary>The test whose process was lost under it; null when all reported, or it was between tests.</summary>
    public TestOutcome? LostIn =>
        Ending == RunEnding.Reported ? null : Tests.FirstOrDefault(test => test.Name == Running);

    /// <inheritdoc/>
    public override string ToString() => string.Join('\n', [
        $"{Ending}{(Running is null ? "" : $" during {Running}")} {Explanation}".TrimEnd(),
        .. Problems.Select(problem => $"  {problem}"),
        .. Tests.Select(test => $"  {test.State,-7} {test.Elapsed.TotalMilliseconds,5:0} ms  {test.Name} {test.Message}".TrimEnd()),
    ]);
}
