namespace HonestAsync.Dojo.Tests;

public sealed class KataNotebookTests : IDisposable
{
    private readonly FakeClone _clone = new();
    private readonly Kata _kata;

    public KataNotebookTests() => _kata = _clone.WithKata(TinyKata.Subject());

    [Fact]
    public void A_written_one_is_where_to_look()
    {
        _clone.With("1");

        Assert.Equal("See notebooks/01-first.ipynb.", Notebook().InATest);
        Assert.Equal("The mechanism is shown in notebooks/01-first.ipynb.", Notebook().OnAScreen);
    }

    [Fact]
    public void A_planned_one_is_called_planned_and_linked_nowhere()
    {
        Assert.Equal("See notebooks/01-first.ipynb (planned, not written yet).", Notebook().InATest);
        Assert.Equal("notebook 01, which is planned and not written yet", Notebook().InAReadme);
        Assert.Equal("The mechanism will be shown in notebook 01, First: planned, not written yet.",
            Notebook().OnAScreen);
    }

    [Fact]
    public void A_planned_notebook_comes_with_the_written_one_that_judges_a_claim_of_the_kata()
    {
        _clone.With("1");
        File.WriteAllText(_kata.Original("kata.json"), File.ReadAllText(_kata.Original("kata.json"))
            .Replace("\"notebook\": \"01\"", "\"notebook\": \"02\"", StringComparison.Ordinal));

        Assert.Equal("See notebooks/02-second.ipynb (planned, not written yet; "
            + "one claim of this kata: notebooks/01-first.ipynb).",
            Notebook().InATest);
        Assert.EndsWith("one of its claims is tested in [notebook 01](../../notebooks/01-first.ipynb)",
            Notebook().InAReadme, StringComparison.Ordinal);
        Assert.EndsWith("One of the kata's claims is tested in notebooks/01-first.ipynb.",
            Notebook().OnAScreen, StringComparison.Ordinal);
    }

    public void Dispose() => _clone.Dispose();

    private KataNotebook Notebook() => KataNotebook.Of(
        _clone.Project, ClaimLedger.Load(_clone.Project.LedgerFile), Kata.Find(_clone.Project, "1").File)!;
}
