using System.Text.Json.Nodes;
using HonestAsync.Kernel;

namespace HonestAsync.Dojo.Tests;

public sealed class NotebookLintTests : IDisposable
{
    private readonly FakeClone _clone = new();

    public NotebookLintTests() => CompleteNotebook.In(_clone);

    [Fact]
    public void A_notebook_that_keeps_every_rule_has_no_findings() =>
        Assert.Empty(NotebookLint.Run(_clone.Project));

    [Theory]
    [InlineData("so-run", "using var file = Open();", "cell so-run: line 1: a top-level `using var` is not portable")]
    [InlineData("so-run", "var a = 1;\nnamespace N { }", "cell so-run: line 2: a script holds no namespace")]
    [InlineData("so-run", "static class E { extension(string s) { public int Twice => 2 * s.Length; } }", "cell so-run: line 1: an extension block is C# 14")]
    [InlineData("so-run", "Span<int> numbers = new int[3];", "cell so-run: line 1: a top-level span is not portable")]
    [InlineData("so-run", "var part = text.AsSpan(1);", "cell so-run: line 1: a top-level span is not portable")]
    [InlineData("so-run", "ref int first = ref array[0];", "cell so-run: line 1: a top-level ref local is not portable")]
    [InlineData("so-run", "var shown = display(1);\nshown.Update(2);", "cell so-run: line 2: display(…).Update is not portable")]
    [InlineData("so-run", "display(1).Update(2);", "cell so-run: line 1: display(…).Update is not portable")]
    [InlineData("so-run", "int Broken( => 1;", "cell so-run: line 1 is no C# 13 script: CS")]
    [InlineData("so-run", "#!time\nvar a = 1;", "cell so-run: line 1: `#!time` is a magic command")]
    [InlineData("so-run", "var a = 1;\n#!import other.ipynb", "cell so-run: line 2: `#!import other.ipynb` is a magic command")]
    [InlineData("so-run", "#load \"other.csx\"", "cell so-run: line 1: `#load \"other.csx\"` is not portable")]
    [InlineData("so-run", "#r \"nuget: Polly, 8.0.0\"", "cell so-run: line 1: `#r \"nuget: Polly, 8.0.0\"` is not the lab")]
    [InlineData("so-run", "#r \"../src/Lab/bin/Release/net10.0/Lab.dll\"", "it has 2 #r lines")]
    [InlineData("setup", "var scoreboard = new Scoreboard();", "it has 0 #r lines")]
    [InlineData("setup", "// first\n#r \"../src/Lab/bin/Release/net10.0/Lab.dll\"", "cell setup: the #r is not its first line")]
    public void What_another_kernel_would_not_run_is_found(string cell, string source, string what) =>
        AssertFound(cell, c => c with { Source = source }, what);

    [Fact]
    public void A_stored_verdict_that_breaks_the_contract_is_found()
    {
        var old = new JsonObject { ["id"] = "one-claim", ["verdict"] = "Holds", ["evidence"] = "n 1" };

        AssertFound("so-verdict", c => c with { Outputs = [CompleteNotebook.Shown("one-claim: HOLDS", (VerdictContract.MimeType, old))] },
            "cell so-verdict: The verdict cannot be read: ");
    }

    [Theory]
    [InlineData("title", "Does it hold?", "It holds", "cell title: the title is no question")]
    [InlineData("title", "**Yes: 42 of 42.**", "**Yes.**", "cell title: no answer with a headline number")]
    [InlineData("title", "Run time about 7 seconds.", "", "cell title: it does not say 'Run time'")]
    [InlineData("title", "Know before: nothing.", "", "cell title: it does not say 'Know before'")]
    [InlineData("setup", "var scoreboard", "\n\n\n\nvar scoreboard", "cell setup: the first code cell is not a setup of at most 6 lines")]
    [InlineData("environment", "MachineReport.Now()", "1", "cell environment: the second code cell does not show the environment")]
    [InlineData("limits", "## Where this stops being true", "## Limits", "it does not end with limits, scoreboard and exercises")]
    [InlineData("scoreboard", "scoreboard", "1", "it does not end with limits, scoreboard and exercises")]
    [InlineData("change-it", "## Change it", "## Exercises", "it does not end with limits, scoreboard and exercises")]
    [InlineData("so-question", "**Predict:**", "Think:", "cell so-question: the experiment is not predict, run, table or chart, verdict, why")]
    [InlineData("so-why", "**Why.**", "Well.", "cell so-question: the experiment is not predict, run, table or chart, verdict, why")]
    [InlineData("so-predict", "var yourGuess = \"?\";", "Console.WriteLine();", "cell so-predict: it is not one variable that the reader sets")]
    [InlineData("so-predict", "yourGuess", "myGuess", "cell so-predict: no verdict shows the prediction myGuess")]
    [InlineData("so-why", "A plain word stands here so that the", "The", "cell so-why: the explanation has 37 words")]
    [InlineData("so-why", "**What sets the limit:**", "So:", "cell so-why: it does not end with what sets the limit")]
    [InlineData("so-verdict", "one-claim", "other-claim", "cell so-verdict: the ledger has no claim other-claim")]
    [InlineData("so-verdict", "one-claim", "later-claim", "cell so-verdict: later-claim belongs to notebook 02, and alsoIn does not name 01")]
    [InlineData("so-verdict", "one-claim", "later-claim", "nothing judges one-claim")]
    [InlineData("so-run", "var found", "scoreboard.NotRun(\"one-claim\", \"here\");\nvar found", "2 cells judge one-claim")]
    [InlineData("change-it", "(claims.json)", "(gone.md)", "the link to gone.md leads nowhere")]
    [InlineData("so-why", "found 42", "found 43", "cell so-why: 43 is in no output and in no code of this notebook")]
    [InlineData("so-why", "6,000", "6,500", "cell so-why: 6,500 is in no output and in no code of this notebook")]
    [InlineData("so-question", "**Predict:**", "It is 0.99.\n\n**Predict:**", "cell so-question: 0.99 is in no output and in no code of this notebook")]
    public void What_does_not_keep_the_form_is_found(string cell, string text, string instead, string what) =>
        AssertFound(cell, c => c with { Source = c.Source.Replace(text, instead, StringComparison.Ordinal) }, what);

    [Theory]
    [InlineData("README.md")]
    [InlineData("notebooks/AGENDA.md")]
    public void A_dead_link_on_a_page_around_the_notebooks_is_found(string page)
    {
        File.AppendAllText(Path.Combine(_clone.Root, page), "\n[never written](99-gone.ipynb)\n");

        var finding = Assert.Single(NotebookLint.Run(_clone.Project));

        Assert.Equal((page, "the link to 99-gone.ipynb leads nowhere"), (finding.File, finding.What));
    }

    [Theory]
    [InlineData("of `99` and [these](claims.json#98)")]
    [InlineData("of notebook 98, kata 97, article 003 and the 90th percentile")]
    [InlineData("of 42.0 and 6,000")]
    public void Names_and_numbers_of_the_run_may_be_quoted(string words)
    {
        CompleteNotebook.Change(_clone, "so-why", cell => cell with { Source = cell.Source.Replace("of 6,000", words, StringComparison.Ordinal) });

        Assert.Empty(NotebookLint.Run(_clone.Project));
    }

    [Theory]
    [InlineData("66.667", "66.7", true)]
    [InlineData("66.667", "67", true)]
    [InlineData("66.667", "66", false)]
    [InlineData("2.62", "3", false)]
    public void From_ten_on_a_number_may_be_rounded(string shown, string said, bool fine)
    {
        CompleteNotebook.Change(_clone, "so-table", cell => cell with { Outputs = [CompleteNotebook.Shown($"42 {shown}")] });
        CompleteNotebook.Change(_clone, "so-why", cell => cell with { Source = cell.Source.Replace("of 6,000", $"of {said}", StringComparison.Ordinal) });

        Assert.Equal(fine, NotebookLint.Run(_clone.Project).Count == 0);
    }

    [Theory]
    [InlineData("in /home/ada/notes", "names '/home/ada'")]
    [InlineData("on 2026-02-28", "names '2026-02-28'")]
    [InlineData(@"in C:\Users", @"names 'C:\Users'")]
    public void What_only_one_machine_or_day_knows_is_found(string text, string what) =>
        AssertFound("so-table", c => c with { Outputs = [CompleteNotebook.Shown($"42 {text}")] }, what);

    [Fact]
    public void A_picture_that_is_too_large_is_found() =>
        AssertFound("so-table", c => c with { Outputs = [CompleteNotebook.Shown("42", ("image/svg+xml", new string('x', 15_361)))] },
            "cell so-table: a picture has 15361 bytes");

    [Theory]
    [InlineData(1)]
    [InlineData(60)]
    public void More_or_fewer_words_than_one_sitting_takes_are_worth_a_note(int words)
    {
        string padding = string.Concat(Enumerable.Repeat("word ", words));
        CompleteNotebook.Change(_clone, "limits", cell => cell with
        {
            Source = cell.Source.Replace("A plain word stands here", padding, StringComparison.Ordinal),
        });

        var finding = Assert.Single(NotebookLint.Run(_clone.Project));

        Assert.EndsWith("words", finding.What, StringComparison.Ordinal);
        Assert.True(finding.IsNote, finding.What);
    }

    [Fact]
    public void An_output_that_not_every_reader_can_show_is_found() =>
        AssertFound("so-table", c => c with { Outputs = [CompleteNotebook.Shown("42", ("image/png", "AAAA"))] },
            "cell so-table: image/png is no type of the house");

    [Theory]
    [InlineData("so-run", "", "cell so-run: it is not tagged deterministic or measured, one of the two")]
    [InlineData("so-run", "deterministic measured", "cell so-run: it is not tagged deterministic or measured, one of the two")]
    [InlineData("so-run", "deterministic slow", "cell so-run: nothing reads the tag 'slow'")]
    [InlineData("so-table", "deterministic raises-exception", "cell so-table: its stored output is no exception")]
    [InlineData("so-why", "deterministic", "cell so-why: a text cell has no tags")]
    public void Tags_that_say_too_little_or_too_much_are_found(string cell, string tags, string what) =>
        AssertFound(cell, c => c with { Tags = [.. tags.Split(' ', StringSplitOptions.RemoveEmptyEntries)] }, what);

    [Theory]
    [InlineData("\"so-run\"", "\"4f0c81aa\"", "the cell id '4f0c81aa' says nothing")]
    [InlineData("\"so-run\"", "\"cell-7\"", "the cell id 'cell-7' says nothing")]
    [InlineData("\"so-run\"", "\"so-table\"", "2 cells have the id 'so-table'")]
    [InlineData("\"execution_count\": null", "\"execution_count\": 1", "it is not in stored form")]
    public void What_the_file_itself_says_is_found(string text, string instead, string what)
    {
        File.WriteAllText(_clone.NotebookFile, File.ReadAllText(_clone.NotebookFile).Replace(text, instead, StringComparison.Ordinal));

        AssertFound(what);
    }

    [Fact]
    public void A_file_that_is_no_notebook_or_not_of_the_curriculum_is_found()
    {
        File.WriteAllText(_clone.NotebookFile, "{");
        File.WriteAllText(Path.Combine(_clone.Project.Notebooks, "99-other.ipynb"), "{}");

        AssertFound("it cannot be read as a C# notebook");
        AssertFound("the curriculum has no such notebook");
    }

    [Fact]
    public void Fix_brings_notebooks_to_normal_form_and_touches_no_kata()
    {
        string text = File.ReadAllText(_clone.NotebookFile);
        File.WriteAllText(_clone.NotebookFile, text.Replace("\"execution_count\": null", "\"execution_count\": 3", StringComparison.Ordinal));
        var screen = new Screen();

        Assert.Equal(ExitCode.Unsolved, new LintCommand(_clone.Project, screen.Console).Run(LintCommand.Notebooks, fix: false));
        Assert.Equal(ExitCode.Ok, new LintCommand(_clone.Project, screen.Console).Run(LintCommand.Notebooks, fix: true));

        Assert.Equal(text, File.ReadAllText(_clone.NotebookFile));
        Assert.False(Directory.Exists(_clone.Project.Katas));
        Assert.Contains("✓ 1 notebook keeps the agreed form.", screen.ToString(), StringComparison.Ordinal);
    }

    public void Dispose() => _clone.Dispose();

    [Fact]
    public void A_long_cell_is_worth_a_note()
    {
        CompleteNotebook.Change(_clone, "so-run", cell => cell with
        {
            Source = string.Concat(Enumerable.Range(1, 12).Select(n => $"{n}.ToString();\n")) + cell.Source,
        });

        Assert.Contains(NotebookLint.Run(_clone.Project), finding =>
            finding.IsNote && finding.What.StartsWith("cell so-run: it has 13 lines", StringComparison.Ordinal));
    }

    private void AssertFound(string cell, Func<NotebookCell, NotebookCell> change, string what)
    {
        CompleteNotebook.Change(_clone, cell, change);
        AssertFound(what);
    }

    private void AssertFound(string what) => Assert.Contains(NotebookLint.Run(_clone.Project), finding =>
        !finding.IsNote && finding.File.StartsWith("notebooks/", StringComparison.Ordinal) && finding.What.Contains(what, StringComparison.Ordinal));
}
