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

        var updated = ledger.With([new MeasuredVerdict("02", "cell", "one-claim", "Refuted"), new MeasuredVerdict("02", "cell", "later-claim", "Inconclusive")]);

        Assert.Equal("Holds", updated.Find("one-claim")!.Verdict);
        Assert.Null(updated.Find("later-claim")!.Verdict);
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
