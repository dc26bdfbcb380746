namespace HonestAsync.Dojo;

/// <summary>What a run of a file must show, and what it misses.</summary>
public static class Expectation
{
    /// <summary>The miss, with the run; null if the run is as it must be.</summary>
    public static string? Miss(Variant variant, KataRun run)
    {
        ArgumentNullException.ThrowIfNull(variant);
        ArgumentNullException.ThrowIfNull(run);
        string? miss = variant switch
        {
            { Kind: VariantKind.Broken } => MissOfBroken(variant.Kata.File.Red, run),
            { Kind: VariantKind.Wrong, CaughtBy: null } => "its first line names no test ('// caught by: Test_name — why it tempts')",
            { CaughtBy: { } test } => MissOfWrong(test, run),
            _ => run.IsGreen ? null : run.IsUndecided ? "the machine is too busy to judge it" : "it is right and must be green",
        };
        return miss is null ? null : $"{variant.Kata.Name} {variant.File}: {miss}.\n{run}";
    }

    private static string? MissOfBroken(IReadOnlyList<RedTest> stated, KataRun run)
    {
        if (run.Ending != RunEnding.Reported)
        {
            return "the broken file must compile and report all tests";
        }
        var red = run.Red.ToDictionary(test => test.Name, StringComparer.Ordinal);
        if (!red.Keys.Order(StringComparer.Ordinal).SequenceEqual(stated.Select(test => test.Test).Order(StringComparer.Ordinal), StringComparer.Ordinal))
        {
            return $"kata.json states other red tests: {string.Join(", ", stated.Select(test => test.Test))}";
        }
        if (!run.Passed.Any())
        {
            return "no test passes, so none shows what the code gets right";
        }
        return stated.Select(test => MissOfMessage(test, red[test.Test])).FirstOrDefault(miss => miss is not null);
    }

    private static string? MissOfMessage(RedTest stated, TestOutcome test) =>
        !test.Message.Contains(stated.Fragment, StringComparison.Ordinal) ? $"the message of {test.Name} lacks '{stated.Fragment}'"
        : !test.ByAssertion && test.State != TestState.Hung ? $"{test.Name} fails by {test.Exception} instead of an assertion"
        : null;

    private static string? MissOfWrong(string test, KataRun run)
    {
        if (run.Ending == RunEnding.NotCompiled)
        {
            return "a wrong fix compiles";
        }
        bool lost = run.Ending != RunEnding.Reported && run.Running == test;
        return lost || run.Red.Any(red => red.Name == test) ? null
            : run.Tests.FirstOrDefault(outcome => outcome.Name == test) is not { } outcome ? $"there is no test {test}"
            : $"{test} must catch it, and {(outcome.State == TestState.NotRun ? "did not run" : "passes")}";
    }
}
