using System.Globalization;

[assembly: AssemblyFixture(typeof(HonestAsync.Katas.Tests.ProofRuns))]

namespace HonestAsync.Katas.Tests;

/// <summary>The proof of each kata: red for the stated reason, and green for every right fix and for no other.</summary>
public sealed class ProofTests(ProofRuns runs, ITestOutputHelper output)
{
    /// <summary>Fresh processes in which the solution must be green; the long form sets 50 and more.</summary>
    private static int SolutionRuns =>
        int.Parse(Environment.GetEnvironmentVariable("HONEST_ASYNC_PROOF_RUNS") ?? "5", CultureInfo.InvariantCulture);

    public static TheoryData<string> Katas() => [.. Kata.All.Select(kata => kata.Name)];

    public static TheoryData<string, string> Alternatives() => Rows(VariantKind.Alternative);

    public static TheoryData<string, string> WrongFixes() => Rows(VariantKind.Wrong);

    public static TheoryData<string, string> BlindAttempts() => Rows(VariantKind.Blind);

    [Theory]
    [MemberData(nameof(Katas))]
    public async Task The_broken_code_fails_exactly_the_stated_tests_with_the_stated_messages(string kata)
    {
        var report = await runs.ReportAsync(Kata.Of(kata).Broken());
        var red = Kata.Of(kata).Json.Red;

        Assert.True(report.End == ChildEnd.Reported, report.ToString());
        Assert.Equal(
            red.Select(test => test.Test).Order(StringComparer.Ordinal),
            report.Tests.Where(test => !test.Passed).Select(test => test.Name).Order(StringComparer.Ordinal));
        foreach (var (name, fragment) in red)
        {
            var outcome = report.Tests.Single(test => test.Name == name);
            Assert.Contains(fragment, outcome.Message, StringComparison.Ordinal);
            bool aboutAHang = fragment.Contains("Hung", StringComparison.Ordinal);
            Assert.True(outcome.ByAssertion || aboutAHang, $"{name} fails by another exception than an assertion:\n{outcome.Message}");
        }
        Assert.NotEmpty(report.PassedTests);
        Assert.True(report.Elapsed < TimeSpan.FromSeconds(8), $"a red run took {report.Elapsed}");
    }

    [Theory]
    [MemberData(nameof(Katas))]
    public async Task The_solution_is_green_in_every_fresh_process(string kata)
    {
        var solution = Kata.Of(kata).Solution();
        Green(solution, await runs.ReportAsync(solution));
        var more = Enumerable.Range(2, Math.Max(0, SolutionRuns - 1));
        // the last one as on a machine with one processor
        var reports = await Task.WhenAll(more.Select(run => runs.RunAgainAsync(solution, run == SolutionRuns ? 1 : null)));
        Assert.All(reports, report => Green(solution, report));
    }

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Alternatives))]
    public async Task Another_right_fix_is_green(string kata, string file)
    {
        var variant = Find(kata, VariantKind.Alternative, file);
        Green(variant, await runs.ReportAsync(variant));
        output.WriteLine($"{file}: {Kata.Of(kata).Json.Primitives[file]}");
    }

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(WrongFixes))]
    public async Task A_wrong_fix_is_red_by_the_test_that_its_first_line_names(string kata, string file)
    {
        var variant = Find(kata, VariantKind.Wrong, file);
        Red(variant, await runs.ReportAsync(variant));
    }

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(BlindAttempts))]
    public async Task A_blind_attempt_ends_as_its_first_line_says(string kata, string file)
    {
        var variant = Find(kata, VariantKind.Blind, file);
        var report = await runs.ReportAsync(variant);
        if (variant.CaughtBy is null)
        {
            Green(variant, report);
        }
        else
        {
            Red(variant, report);
        }
    }

    private static void Green(Variant variant, ChildReport report) =>
        Assert.True(report.Green, $"{variant.File} is right and must be green:\n{report}");

    private void Red(Variant variant, ChildReport report)
    {
        output.WriteLine($"{variant.File} ({report.Elapsed.TotalSeconds:0.0} s): {variant.Reason}");
        output.WriteLine($"caught by {variant.CaughtBy}; passes {report.PassedTests.Count()} of {report.Tests.Count}:");
        foreach (var test in report.Tests.OrderBy(test => test.Name, StringComparer.Ordinal))
        {
            output.WriteLine($"  {(test.Passed ? "passes" : test.NotRun ? "      " : "RED   ")} {test.Elapsed.TotalSeconds,5:0.00} s  {test.Name}");
        }
        var caught = report.Tests.SingleOrDefault(test => test.Name == variant.CaughtBy);
        Assert.True(caught is { Passed: false, NotRun: false } || (report.End != ChildEnd.Reported && report.Running == variant.CaughtBy),
            $"{variant.File} must be caught by {variant.CaughtBy}, which {(caught is null ? "did not run" : caught.NotRun ? "was left out" : "passed")}:\n{report}");
        output.WriteLine(caught?.Message ?? report.ToString());
    }

    private static Variant Find(string kata, VariantKind kind, string file) =>
        Kata.Of(kata).Variants(kind).Single(variant => variant.File == file);

    private static TheoryData<string, string> Rows(VariantKind kind) =>
        new(Kata.All.SelectMany(kata => kata.Variants(kind)).Select(variant => (variant.Kata.Name, variant.File)));
}
