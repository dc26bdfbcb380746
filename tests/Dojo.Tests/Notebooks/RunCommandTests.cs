using System.Text.Json.Nodes;
using HonestAsync.Kernel;

namespace HonestAsync.Dojo.Tests;

public class RunCommandTests
{
    private static readonly RunRequest s_all = new([]);
    private readonly Screen _screen = new();
    private readonly List<(string Id, Verdict Verdict)> _verdicts = [];

    [Fact]
    public async Task A_verdict_that_agrees_is_one_line_and_exit_code_0()
    {
        using var clone = new FakeClone().With("1");
        _verdicts.Add(("one-claim", Verdict.Holds));

        Assert.Equal(ExitCode.Ok, await RunAsync(clone, s_all));
        Assert.Contains("  holds          one-claim: n = 1 (predicted: holds)\n", _screen.ToString(),
            StringComparison.Ordinal);
        Assert.Contains("Scoreboard: 1 claims: 1 holds\nNo surprises: every verdict is the predicted one.\n", _screen.ToString(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Explain_prints_the_claim_in_words_with_its_criterion()
    {
        using var clone = new FakeClone().With("1");
        _verdicts.Add(("one-claim", Verdict.Holds));

        Assert.Equal(ExitCode.Ok, await RunAsync(clone, s_all with { Explains = true }));
        Assert.Contains("\none-claim\nIt is so.\n  verdict     holds (predicted: holds)\n"
            + "  measured    n = 1\n  criterion   one of them\n\n", _screen.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, "(surprise, predicted: holds) ≠ ledger: holds")]
    [InlineData(true, "  verdict     refuted (predicted: holds, a surprise)\n", "  ledger      holds: this run contradicts it\n")]
    public async Task A_verdict_that_contradicts_the_ledger_is_named_and_exit_code_1(bool explains, params string[] says)
    {
        using var clone = new FakeClone().With("1");
        _verdicts.Add(("one-claim", Verdict.Refuted));

        Assert.Equal(ExitCode.Contradiction, await RunAsync(clone, s_all with { Explains = explains }));
        Assert.All(says, text => Assert.Contains(text, _screen.ToString(), StringComparison.Ordinal));
        Assert.Contains("Contradiction: one-claim is refuted in this run, but the ledger says holds. Look at cell 'cell-1' of notebook 01.",
            _screen.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Verdict.Inconclusive, false, ExitCode.Ok)]
    [InlineData(Verdict.Inconclusive, true, ExitCode.Ok)]
    [InlineData(Verdict.NotRun, false, ExitCode.Ok)]
    [InlineData(Verdict.NotRun, true, ExitCode.Contradiction)]
    public async Task An_open_verdict_is_no_contradiction_but_what_was_not_run_fails_under_ci(Verdict verdict, bool ci, int exitCode)
    {
        using var clone = new FakeClone().With("1");
        _verdicts.Add(("one-claim", verdict));

        Assert.Equal(exitCode, await RunAsync(clone, s_all with { UnderCi = ci }));
    }

    [WholeFact]
    public async Task A_cell_that_throws_is_named_with_its_error_and_exit_code_2()
    {
        using var clone = new FakeClone().With(Cells.Setup, Cells.Verdict("one-claim", "Holds"), "throw new TimeoutException(\"too late\");", "1");
        string before = await File.ReadAllTextAsync(clone.NotebookFile);

        Assert.Equal(ExitCode.ToolFailure, await RunAsync(clone, s_all with { Save = true }));
        Assert.Contains("✗ cell 'cell-3': ", _screen.ToString(), StringComparison.Ordinal);
        Assert.Contains("too late", _screen.ToString(), StringComparison.Ordinal);
        Assert.Contains("Nothing was saved", _screen.ToString(), StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllTextAsync(clone.NotebookFile));
    }

    [Fact]
    public async Task A_claim_that_the_ledger_does_not_know_is_a_failure_with_a_suggestion()
    {
        using var clone = new FakeClone().With("1");
        _verdicts.Add(("one-claim", Verdict.Holds));
        _verdicts.Add(("one-clam", Verdict.Holds));

        Assert.Equal(ExitCode.ToolFailure, await RunAsync(clone, s_all));
        Assert.Contains("cell 'cell-1' judges 'one-clam', a claim that notebooks/claims.json does not know. Did you mean one-claim?",
            _screen.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_verdict_that_breaks_the_contract_is_a_failure_that_names_the_property()
    {
        using var clone = new FakeClone().With("1");

        Assert.Equal(ExitCode.ToolFailure, await RunAsync(clone, s_all, FinishedRun.Showing(new JsonObject { ["id"] = "one-claim", ["verdit"] = "Holds" })));
        Assert.Contains("✗ cell 'cell-1': The verdict cannot be read: ", _screen.ToString(), StringComparison.Ordinal);
        Assert.Contains("'verdit'", _screen.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_claim_that_no_cell_judges_is_a_failure()
    {
        using var clone = new FakeClone().With("1 + 1");

        Assert.Equal(ExitCode.ToolFailure, await RunAsync(clone, s_all, FinishedRun.Printing([])));
        Assert.Contains("one-claim belongs to this notebook, but no cell judges it", _screen.ToString(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Executed_copies_go_into_the_folder_and_the_notebook_stays()
    {
        using var clone = new FakeClone().With("1");
        _verdicts.Add(("one-claim", Verdict.Holds));
        string before = await File.ReadAllTextAsync(clone.NotebookFile);
        string copies = Path.Combine(clone.Root, "copies");

        Assert.Equal(ExitCode.Ok, await RunAsync(clone, s_all with { Out = copies }));
        Assert.Contains("vnd.honest-async.verdict",
            await File.ReadAllTextAsync(Path.Combine(copies, "01-first.ipynb")), StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllTextAsync(clone.NotebookFile));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_to_is_named_before_anything_runs()
    {
        using var clone = new FakeClone().With("Environment.Exit(3);");

        var error = await Assert.ThrowsAsync<DojoException>(() => RunAsync(clone, s_all with { Out = clone.NotebookFile }));

        Assert.StartsWith("The folder for executed copies cannot be written to", error.Message,
            StringComparison.Ordinal);
        Assert.Empty(_screen.ToString());
    }

    [Fact]
    public async Task A_copy_that_cannot_be_written_does_not_hide_the_verdicts()
    {
        using var clone = new FakeClone().With("1");
        _verdicts.Add(("one-claim", Verdict.Holds));
        string copies = Path.Combine(clone.Root, "copies");
        Directory.CreateDirectory(Path.Combine(copies, "01-first.ipynb"));

        var error = await Assert.ThrowsAsync<DojoException>(() => RunAsync(clone, s_all with { Out = copies }));

        Assert.StartsWith("An executed copy is missing: ", error.Message, StringComparison.Ordinal);
        Assert.Contains("Scoreboard: 1 claims: 1 holds", _screen.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Results_that_cannot_be_saved_are_shown_and_leave_everything_as_it_was()
    {
        using var clone = new FakeClone().With("1");
        _verdicts.Add(("one-claim", Verdict.Twist));
        Directory.CreateDirectory(clone.Project.ScoreboardFile);
        string before = await File.ReadAllTextAsync(clone.NotebookFile);

        var error = await Assert.ThrowsAsync<DojoException>(() => RunAsync(clone, s_all with { Save = true }));

        Assert.StartsWith("The results were not saved: ", error.Message, StringComparison.Ordinal);
        Assert.Contains("Scoreboard: 1 claims: 1 twist", _screen.ToString(), StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllTextAsync(clone.NotebookFile));
        Assert.Equal(Verdict.Holds, ClaimLedger.Load(clone.Project.LedgerFile).Find("one-claim")!.Verdict);
    }

    [Fact]
    public async Task A_copy_elsewhere_is_run_itself_and_not_the_notebook_of_that_name()
    {
        using var clone = new FakeClone().With("1");
        string copy = Path.Combine(clone.Root, "01-first.ipynb");
        File.Copy(clone.NotebookFile, copy);

        Assert.Equal(ExitCode.Ok, await RunAsync(clone, new RunRequest([copy]), FinishedRun.Printing([])));
        Assert.StartsWith("01-first.ipynb\n", _screen.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Saving_refreshes_outputs_ledger_scoreboard_and_readme()
    {
        using var clone = new FakeClone().With("1");
        _verdicts.Add(("one-claim", Verdict.Twist));

        await RunAsync(clone, s_all with { Save = true });

        var claim = ClaimLedger.Load(clone.Project.LedgerFile).Find("one-claim")!;
        Assert.Equal((Verdict.Holds, Verdict.Twist), (claim.Predicted, claim.Verdict));
        Assert.Contains("vnd.honest-async.verdict", await File.ReadAllTextAsync(clone.NotebookFile),
            StringComparison.Ordinal);
        Assert.Contains("- `one-claim`: predicted holds, measured twist.",
            await File.ReadAllTextAsync(clone.Project.ScoreboardFile), StringComparison.Ordinal);
        Assert.Contains("| 01 | [First](notebooks/01-first.ipynb) | One claim. | 1 | 1 twist |",
            await File.ReadAllTextAsync(clone.Project.ReadmeFile), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("99", "There is no notebook '99'.")]
    [InlineData("secnd", "There is no notebook 'secnd'. Did you mean second?")]
    [InlineData("02",
        "Notebook 02, Second, is planned and not written yet. It is to be about: Planned.\nThese are here: 01 first.")]
    [InlineData("seco", "Notebook 02, Second, is planned and not written yet.")]
    [InlineData("no-such.ipynb", "There is no file no-such.ipynb.")]
    public async Task A_missing_notebook_is_named_with_the_existing_ones(string name, string message)
    {
        using var clone = new FakeClone().With("1");

        var error = await Assert.ThrowsAsync<DojoException>(() => RunAsync(clone, new RunRequest([name])));

        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ not json")]
    [InlineData("{}")]
    [InlineData("")]
    public async Task A_broken_notebook_is_named_with_what_to_do(string text)
    {
        using var clone = new FakeClone();
        await File.WriteAllTextAsync(clone.NotebookFile, text);

        var error = await Assert.ThrowsAsync<DojoException>(() => RunAsync(clone, s_all));

        Assert.StartsWith("01 is not a notebook that can be run", error.Message, StringComparison.Ordinal);
        Assert.Contains("git checkout", error.Message, StringComparison.Ordinal);
        Assert.Equal(text, await File.ReadAllTextAsync(clone.NotebookFile));
    }

    [Fact]
    public async Task A_notebook_outside_the_curriculum_runs_without_a_ledger()
    {
        using var clone = new FakeClone();
        string file = Path.Combine(clone.Root, "mine.ipynb");
        new NotebookDocument([new NotebookCell("a", CellType.Code, "1 + 1")], file).Save();

        Assert.Equal(ExitCode.Ok, await RunAsync(clone, new RunRequest([file]), FinishedRun.Printing([])));
        Assert.Contains("1 of 1 cells", _screen.ToString(), StringComparison.Ordinal);
    }

    // CommandLineTests interrupts the whole tool; this is the same without a signal, for Windows too
    [WholeFact]
    public async Task An_interrupted_run_changes_nothing_and_says_so()
    {
        using var clone = new FakeClone();
        string mark = Path.Combine(clone.Root, "kernel.pid");
        clone.With($"System.IO.File.WriteAllText(@\"{mark}\", Environment.ProcessId + \"!\");\n"
            + "await System.Threading.Tasks.Task.Delay(-1);");
        string before = await File.ReadAllTextAsync(clone.NotebookFile);
        using var interrupt = new CancellationTokenSource();

        var run = new RunCommand(clone.Project, _screen.Console).RunAsync(s_all with { Save = true }, interrupt.Token);
        await Waiting.ForIdAsync(mark);
        await interrupt.CancelAsync();

        Assert.Equal(ExitCode.Interrupted, await run);
        Assert.Contains("nothing in notebooks/ was changed", _screen.ToString(), StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllTextAsync(clone.NotebookFile));
    }

    /// <summary>
    /// Through the real kernel, or, where a test names verdicts or a runner, with a finished run.
    /// </summary>
    private Task<int> RunAsync(FakeClone clone, RunRequest request, NotebookRunner? runner = null) =>
        new RunCommand(clone.Project, _screen.Console, _verdicts.Count == 0 ? runner : FinishedRun.Printing(_verdicts))
            .RunAsync(request, CancellationToken.None);
}
