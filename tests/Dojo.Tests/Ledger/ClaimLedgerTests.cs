namespace HonestAsync.Dojo.Tests;

public class ClaimLedgerTests
{
    [Fact]
    public void A_broken_ledger_is_named_with_the_place()
    {
        using var clone = new FakeClone();
        File.WriteAllText(clone.Project.LedgerFile, "{\n \"notebooks\": [\n  {]\n");

        var error = Assert.Throws<DojoException>(() => ClaimLedger.Load(clone.Project.LedgerFile));

        Assert.Contains("LineNumber: 2", error.Message, StringComparison.Ordinal);
        Assert.Contains("git checkout", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_verdict_of_another_notebook_than_the_owner_is_not_taken_over()
    {
        using var clone = new FakeClone();
        var ledger = ClaimLedger.Load(clone.Project.LedgerFile);

        var updated = ledger.With([
            new MeasuredVerdict("02", "cell", Verdicts.Of("one-claim", Verdict.Refuted)),
            new MeasuredVerdict("02", "cell", Verdicts.Of("later-claim", Verdict.Inconclusive)),
        ]);

        Assert.Equal(Verdict.Holds, updated.Find("one-claim")!.Verdict);
        Assert.Null(updated.Find("later-claim")!.Verdict);
    }

    [Fact]
    public void A_partial_notebook_owes_only_what_it_judged_before_and_a_whole_one_every_claim_but_the_pending()
    {
        using var clone = new FakeClone();
        var ledger = ClaimLedger.Load(clone.Project.LedgerFile);
        var first = ledger.Claims[0];
        var whole = ledger with
        {
            Notebooks = [new NotebookEntry { Number = "07", Slug = "s", Title = "t", Goal = "g" }],
            Claims =
            [
                first with { Id = "judged", Notebook = "07", Verdict = Verdict.Holds },
                first with { Id = "not-judged", Notebook = "07", Verdict = null },
                first with { Id = "pending", Notebook = "07", Verdict = null, Pending = "needs a tool" },
                first with { Id = "elsewhere", Notebook = "08" },
            ],
        };
        var partial = whole with { Notebooks = [whole.Notebooks[0] with { Partial = true }] };

        Assert.Equal(["judged", "not-judged"], whole.DueIn("07").Select(claim => claim.Id));
        Assert.Equal(["judged"], partial.DueIn("07").Select(claim => claim.Id));
    }

    [Fact]
    public void Writing_and_reading_keeps_everything()
    {
        using var clone = new FakeClone();
        string json = ClaimLedger.Load(clone.Project.LedgerFile).ToJson();

        Assert.Equal(json, ClaimLedger.Parse(json).ToJson());
        Assert.Contains("§A", json, StringComparison.Ordinal);
    }
}
