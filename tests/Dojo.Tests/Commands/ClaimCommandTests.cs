namespace HonestAsync.Dojo.Tests;

public sealed class ClaimCommandTests : IDisposable
{
    private readonly FakeClone _clone = new();
    private readonly Screen _screen = new();

    [Fact]
    public async Task The_evidence_is_that_of_the_last_saved_run()
    {
        _clone.With("1");
        await new RunCommand(_clone.Project, new Screen().Console,
            FinishedRun.Printing([("one-claim", Verdict.Twist)]))
            .RunAsync(new RunRequest([]) { Save = true }, TestContext.Current.CancellationToken);

        Assert.Equal(ExitCode.Ok, Show("one-claim"));

        Assert.StartsWith("one-claim\nIt is so.\n  verdict     twist (predicted: holds, a surprise)\n"
            + "  measured    n = 1\n  criterion   one of them\n", _screen.ToString(), StringComparison.Ordinal);
        Assert.Contains("  stored in   notebooks/01-first.ipynb, cell 'cell-1'\n", _screen.ToString(),
            StringComparison.Ordinal);
        Assert.Contains("  run it      dojo run 01\n", _screen.ToString(), StringComparison.Ordinal);
        Assert.Contains("  katas       lost-thing (planned)\n", _screen.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_claim_that_no_saved_run_has_judged_comes_with_how_to_measure_it()
    {
        _clone.With("1");

        Show("one-claim");

        Assert.Contains("  verdict     not measured here; run: dojo run 01 (predicted: holds)\n",
            _screen.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_claim_of_a_planned_notebook_says_that_it_is_planned()
    {
        Show("later");

        Assert.Contains("  verdict     not measured yet (predicted: twist)\n"
            + "  notebook    02, Second: planned, not written yet\n", _screen.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_ambiguous_part_lists_all_matches()
    {
        var error = Assert.Throws<DojoException>(() => Show("claim"));

        Assert.StartsWith("2 claims hold 'claim':\n  one-claim\n  later-claim\n", error.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void The_real_ones_show_their_machine_and_control()
    {
        new ClaimCommand(ProjectFolder.Find(AppContext.BaseDirectory), _screen.Console).Run("still-races");

        Assert.Contains("losing orders = 12\n", _screen.ToString(), StringComparison.Ordinal);
        Assert.Contains("losing orders = 0: refuted, by the same rule\n", _screen.ToString(),
            StringComparison.Ordinal);
        Assert.Contains("  machine     runtime .NET ", _screen.ToString(), StringComparison.Ordinal);
    }

    public void Dispose() => _clone.Dispose();

    private int Show(string id) => new ClaimCommand(_clone.Project, _screen.Console).Run(id);
}
