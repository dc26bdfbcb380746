namespace HonestAsync.Helpers.Tests;

public class RuleTests
{
    private static readonly Ratio s_clearlyAbove = new(3, 2.5, 3.5, 20);
    private static readonly Ratio s_straddling = new(1.1, 0.8, 1.6, 20);
    private static readonly Ratio s_clearlyBelow = new(0.5, 0.4, 0.6, 20);

    [Theory]
    [InlineData(true, true, Verdict.Twist)]
    [InlineData(true, false, Verdict.Holds)]
    [InlineData(false, true, Verdict.Refuted)]
    [InlineData(false, false, Verdict.Refuted)]
    public void A_twist_needs_the_core_and_the_difference(bool core, bool difference, Verdict verdict)
    {
        var rule = Rule.Twist("core", e => e.Flag("core"), "what .NET changes", e => e.Flag("difference"));

        Assert.Equal(verdict, rule.Judge(new Evidence().Flag("core", core).Flag("difference", difference)));
    }

    [Theory]
    [InlineData(true, true, Verdict.Holds)]
    [InlineData(true, false, Verdict.Depends)]
    [InlineData(false, true, Verdict.Depends)]
    [InlineData(false, false, Verdict.Refuted)]
    public void Depends_needs_variants_with_opposite_results(bool variant, bool other, Verdict verdict)
    {
        var rule = Rule.Depends("claim", "the context", e => e.Flag("variant"), e => e.Flag("other"));

        Assert.Equal(verdict, rule.Judge(new Evidence().Flag("variant", variant).Flag("other", other)));
    }

    [Fact]
    public void A_ratio_whose_spread_straddles_the_threshold_is_inconclusive()
    {
        var rule = Rule.Holds("slower", e => e.Ratio("time").Above(1));

        Assert.Equal(Verdict.Holds, rule.Judge(new Evidence().Ratio("time", s_clearlyAbove)));
        Assert.Equal(Verdict.Inconclusive, rule.Judge(new Evidence().Ratio("time", s_straddling)));
        Assert.Equal(Verdict.Refuted, rule.Judge(new Evidence().Ratio("time", s_clearlyBelow)));
    }

    [Fact]
    public void An_unclear_difference_does_not_pass_as_holds()
    {
        var rule = Rule.Twist("core", e => e.Flag("core"), "slower", e => e.Ratio("time").Above(1));

        Assert.Equal(Verdict.Inconclusive,
            rule.Judge(new Evidence().Flag("core", true).Ratio("time", s_straddling)));
    }

    [Fact]
    public void A_rule_that_asks_for_a_missing_name_says_which_there_are()
    {
        var rule = Rule.Holds("posts", e => e.Count("posts") == 1);

        var error = Assert.Throws<KeyNotFoundException>(() => rule.Judge(new Evidence().Count("turns", 1)));

        Assert.Equal("The row has no 'posts'; it has: turns.", error.Message);
    }

    [Theory]
    [InlineData("yes", "no", "no")]
    [InlineData("yes", "unclear", "unclear")]
    [InlineData("no", "unclear", "no")]
    public void And_is_as_sure_as_its_parts(string left, string right, string both)
    {
        Assert.Equal(both, (Make(left) & Make(right)).ToString());
        Assert.Equal(both, (Make(right) & Make(left)).ToString());
        Assert.Equal((!(Make(left) & Make(right))).ToString(), (!Make(left) | !Make(right)).ToString());
    }

    private static Trilean Make(string text) =>
        text switch { "yes" => true, "no" => false, _ => Trilean.Unclear };
}
