namespace HonestAsync.Katas.Tests;

/// <summary>How one test went.</summary>
/// <param name="Name">The method's name.</param>
/// <param name="Message">What it failed with; null when it passed.</param>
/// <param name="ByAssertion">True when it was an assertion that failed, not some other exception.</param>
/// <param name="Elapsed">Real time as the runner measured it.</param>
public sealed record TestOutcome(string Name, string? Message, bool ByAssertion, TimeSpan Elapsed)
{
    /// <summary>True for a test that passed.</summary>
    public bool Passed => Message is null;

    /// <summary>True for a test that the watchdog left out, because an earlier one hung: it says nothing.</summary>
    public bool NotRun => Message is not null && Message.Contains("Not run: an earlier test hung", StringComparison.Ordinal);
}

/// <summary>How the child process itself ended.</summary>
public enum ChildEnd
{
    /// <summary>It ran all tests and reported.</summary>
    Reported,

    /// <summary>It ended without reporting all tests.</summary>
    Died,

    /// <summary>It was killed at the time limit.</summary>
    TimedOut,

    /// <summary>It was killed for writing without end.</summary>
    Flooded,
}

/// <summary>What a run of one compiled kata came to.</summary>
/// <param name="End">How the process ended.</param>
/// <param name="Tests">The tests that reported, in the order they ran.</param>
/// <param name="Running">The test that had begun when the process ended, or null.</param>
/// <param name="Elapsed">Real time from start to end of the process.</param>
/// <param name="ExitCode">The process's exit code.</param>
/// <param name="Errors">The beginning of what it wrote to standard error.</param>
public sealed record ChildReport(
    ChildEnd End, IReadOnlyList<TestOutcome> Tests, string? Running, TimeSpan Elapsed, int ExitCode, string Errors)
{
    /// <summary>True when every test ran and passed.</summary>
    public bool Green => End == ChildEnd.Reported && Tests.Count > 0 && Tests.All(test => test.Passed);

    /// <summary>Names of the tests that passed.</summary>
    public IEnumerable<string> PassedTests => Tests.Where(test => test.Passed).Select(test => test.Name);

    /// <inheritdoc/>
    public override string ToString()
    {
        string head = End == ChildEnd.Reported ? "" : $"the process {End} (exit code {ExitCode}) during {Running ?? "no test"}\n{Errors}\n";
        return head + string.Join("\n", Tests.OrderBy(test => test.Name, StringComparer.Ordinal)
            .Select(test => test.Passed ? $"  passed  {test.Name}" : $"  FAILED  {test.Name}\n{test.Message}"));
    }
}
