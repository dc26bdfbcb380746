namespace HonestAsync.Dojo.Tests;

public sealed class ExpectationTests : IDisposable
{
    private static readonly TestOutcome s_red = new("It_answers", TestState.Failed)
    { Message = "The answer was not 42.", Exception = "Xunit.Sdk.TrueException" };

    private static readonly TestOutcome s_passed = new("It_doubles", TestState.Passed);
    private readonly FakeClone _clone = new();
    private readonly Kata _kata;

    public ExpectationTests() => _kata = CompleteKata.In(_clone);

    [Fact]
    public void Broken_code_that_fails_the_stated_test_by_its_assertion_is_as_expected() =>
        Assert.Null(Miss(VariantKind.Broken, s_red, s_passed));

    [Fact]
    public void Broken_code_misses_when_other_tests_or_messages_or_exceptions_are_red()
    {
        Assert.Contains("kata.json states other red tests", Miss(VariantKind.Broken, s_red, s_passed with { State = TestState.Failed }), StringComparison.Ordinal);
        Assert.Contains("lacks 'The answer was not 42.'", Miss(VariantKind.Broken, s_red with { Message = "no" }, s_passed), StringComparison.Ordinal);
        Assert.Contains("instead of an assertion", Miss(VariantKind.Broken, s_red with { Exception = "System.Exception" }, s_passed), StringComparison.Ordinal);
        Assert.Contains("no test passes", Miss(VariantKind.Broken, s_red), StringComparison.Ordinal);
    }

    [Fact]
    public void A_right_fix_misses_when_anything_is_red()
    {
        Assert.Null(Miss(VariantKind.Solution, s_passed));
        Assert.Contains("must be green", Miss(VariantKind.Solution, s_passed, s_red),
            StringComparison.Ordinal);
        Assert.Contains("must be green", Miss(VariantKind.Alternative, s_passed with { State = TestState.NotRun }), StringComparison.Ordinal);
        Assert.Contains("must be green", Miss(VariantKind.Solution), StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_fix_misses_unless_the_named_test_catches_it()
    {
        Assert.Null(Miss(VariantKind.Wrong, s_red, s_passed));
        Assert.Null(Miss(VariantKind.Wrong, s_red with { State = TestState.Hung }));
        Assert.Contains("passes", Miss(VariantKind.Wrong, s_red with { State = TestState.Passed }), StringComparison.Ordinal);
        Assert.Contains("did not run", Miss(VariantKind.Wrong, s_red with { State = TestState.NotRun }), StringComparison.Ordinal);
        Assert.Contains("there is no test It_answers", Miss(VariantKind.Wrong, s_passed),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_process_that_is_lost_in_the_named_test_is_a_catch()
    {
        var wrong = _kata.Variants(VariantKind.Wrong)[0];

        Assert.Null(Expectation.Miss(wrong, new KataRun(RunEnding.Hung, [s_red with { State = TestState.NotRun }]) { Running = "It_answers" }));
        Assert.NotNull(Expectation.Miss(wrong, new KataRun(RunEnding.Hung, [s_red with { State = TestState.NotRun }]) { Running = "It_doubles" }));
    }

    public void Dispose() => _clone.Dispose();

    private string? Miss(VariantKind kind, params TestOutcome[] tests) => Expectation.Miss(
        kind is VariantKind.Broken or VariantKind.Solution ? _kata.Variant(kind) : _kata.Variants(kind)[0], new KataRun(RunEnding.Reported, tests));
}
