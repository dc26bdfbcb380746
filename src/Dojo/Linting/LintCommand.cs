using Spectre.Console;

namespace HonestAsync.Dojo;

/// <summary>Prints what katas and notebooks lack, and the banned words of all files.</summary>
internal sealed class LintCommand(ProjectFolder project, IAnsiConsole console)
{
    /// <summary>What a run may be limited to.</summary>
    public const string Katas = "katas";

    /// <inheritdoc cref="Katas"/>
    public const string Notebooks = "notebooks";

    /// <inheritdoc cref="Katas"/>
    public const string Words = "words";

    /// <param name="what"><see cref="Katas"/>, <see cref="Notebooks"/>, <see cref="Words"/>, or null for all.</param>
    /// <param name="fix">Writes first what can be written without an author.</param>
    public int Run(string? what, bool fix)
    {
        var unwritten = new PostponedFailure();
        if (fix)
        {
            unwritten.Try(() => Fix(what));
        }
        var findings = new List<LintFinding>();
        findings.AddRange(what is null or Katas ? KataLint.Run(project) : []);
        findings.AddRange(what is null or Notebooks ? NotebookLint.Run(project) : []);
        findings.AddRange(what is null or Words ? WordLint.Run(project) : []);
        foreach (var finding in findings)
        {
            string mark = finding.IsNote ? "[grey]·[/]" : "[red]✗[/]";
            console.MarkupLine($"{mark} [bold]{Markup.Escape(finding.File)}[/]: {Markup.Escape(finding.What)}. {Markup.Escape(finding.ToDo)}");
        }
        int count = findings.Count(finding => !finding.IsNote);
        console.MarkupLine(count == 0 ? $"[green]✓[/] {Complete(what)}" : $"{Counted(count, "thing", "things")} to fix.");
        unwritten.ThrowIfAny();
        return count == 0 ? ExitCode.Ok : ExitCode.Unsolved;
    }

    private string Complete(string? what)
    {
        var sentences = new List<string>();
        if (what is null or Katas)
        {
            sentences.Add($"{Counted(Kata.All(project).Count, "kata is", "katas are")} complete.");
        }
        if (what is null or Notebooks)
        {
            sentences.Add($"{Counted(NotebookLint.Files(project).Count, "notebook keeps", "notebooks keep")} the agreed form.");
        }
        if (what is null or Words)
        {
            sentences.Add(WordsLeft.Load(project).Count switch
            {
                0 => "No banned words.",
                var left => $"{Counted(left, "banned word is", "banned words are")} listed as still to be rewritten.",
            });
        }
        return string.Join(' ', sentences);
    }

    private static string Counted(int count, string one, string several) => $"{count} {(count == 1 ? one : several)}";

    private void Fix(string? what)
    {
        if (what is null or Notebooks)
        {
            int changed = NotebookLint.WriteStoredForm(project);
            console.MarkupLine($"{Counted(changed, "notebook is", "notebooks are")} brought to stored form.");
        }
        if (what is null or Words)
        {
            WordsLeft.Load(project).Lower(WordLint.All(project));
        }
        if (what is null or Katas)
        {
            KataSolution.Write(project, Kata.All(project));
            var ledger = ClaimLedger.Load(project.LedgerFile);
            string readme = ReadmeTables.Refresh(File.ReadAllText(project.ReadmeFile), project, ledger);
            Disk.WriteText(project.ReadmeFile, readme);
            Disk.WriteText(project.ScoreboardFile, ScoreboardPage.Of(ledger));
            console.MarkupLine("katas/Katas.slnx, notebooks/SCOREBOARD.md and the README's tables are written again.");
        }
    }
}
