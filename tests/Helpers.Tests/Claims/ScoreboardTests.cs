namespace HonestAsync.Helpers.Tests;

public class ScoreboardTests
{
    private static readonly Rule s_overlap = Rule.Holds("at least 50 times faster", e => e.Count("speed-up") >= 50);

    [Fact]
    public void A_rule_that_says_the_same_of_its_control_is_refused()
    {
        var row = new Evidence().Count("speed-up", 100);

        var error = Assert.Throws<InvalidOperationException>(
            () => new Scoreboard().Judge("some-claim", s_overlap, row, row));

        Assert.Contains("says Holds of its control, too (speed-up = 100): it decides nothing", error.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_rule_that_looks_at_no_evidence_is_refused()
    {
        var rule = Rule.Holds("nothing", _ => true);

        Assert.Throws<InvalidOperationException>(
            () => new Scoreboard().Judge("some-claim", rule, new Evidence().Count("n", 1), new Evidence().Count("n", 2)));
    }

    [Fact]
    public void A_judged_claim_carries_both_rows_the_form_and_the_prediction()
    {
        var board = new Scoreboard();

        var result = board.Judge("some-claim", s_overlap,
            new Evidence().Count("speed-up", 100), new Evidence().Count("speed-up", 1), predicted: 10);

        Assert.Equal(Verdict.Holds, result.Verdict);
        Assert.Equal(Verdict.Refuted, result.ControlVerdict);
        Assert.Equal(EvidenceForm.Count, result.Form);
        Assert.Equal("""
            some-claim: HOLDS
              measured   speed-up = 100
              control    speed-up = 1
              criterion  at least 50 times faster
              you said   10
            """.ReplaceLineEndings("\n"), result.ToString());
        Assert.Same(result, Assert.Single(board.Results));
    }

    [Fact]
    public void Judging_again_replaces_the_earlier_verdict()
    {
        var board = new Scoreboard();
        board.NotRun("some-claim", "no server");
        board.NotMeasurable("some-claim", "about people");

        Assert.Equal(Verdict.NotMeasurable, Assert.Single(board.Results).Verdict);
    }

    [Fact]
    public void The_form_is_the_weakest_that_the_rule_looked_at()
    {
        var rule = Rule.Holds("both", e => e.Flag("met") & e.Ratio("time").Above(1));
        static Evidence Row(bool met) => new Evidence().Flag("met", met).Ratio("time", new Ratio(3, 2, 4, 9)).Bytes("unread", 8);

        var result = new Scoreboard().Judge("some-claim", rule, Row(true), Row(false));

        Assert.Equal(EvidenceForm.Ratio, result.Form);
    }
}
