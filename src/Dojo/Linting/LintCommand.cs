using Spectre.Console;

namespace HonestAsync.Dojo;

/// <summary>Says of katas and notebooks what is missing or does not fit together.</summary>
internal sealed class LintCommand(ProjectFolder project, IAnsiConsole console)
{
    /// <summary>What a run may be limited to.</summary>
    public const string Katas = "katas";

    /// <inheritdoc cref="Katas"/>
    public const string Notebooks = "notebooks";

    /// <param name="what"><see cref="Katas"/>, <see cref="Notebooks"/>, or null for both.</param>
    /// <param name="fix">Writes first what can be written without an author.</param>
    public int Run(string? what, bool fix)
    {
        var unwritten = new PostponedFailure();
        if (fix)
        {
            unwritten.Try(() => Fix(what));
        }
        var findings = new List<LintFinding>();
        findings.AddRange(what != Notebooks ? KataLint.Run(project) : []);
        findings.AddRange(what != Katas ? NotebookLint.Run(project) : []);
        foreach (var finding in findings)
        {
            string mark = finding.IsNote ? "[grey]·[/]" : "[red]✗[/]";
            console.MarkupLine($"{mark} [bold]{Markup.Escape(finding.File)}[/]: {Markup.Escape(finding.What)}. {Markup.Escape(finding.ToDo)}");
        }
        int count = findings.Count(finding => !finding.IsNote);
        console.MarkupLine(count == 0 ? $"[green]✓[/] {Complete(what)}" : $"{count} {(count == 1 ? "thing" : "things")} to mend.");
        unwritten.ThrowIfAny();
        return count == 0 ? ExitCode.Ok : ExitCode.Unsolved;
    }

    private string Complete(string? what)
    {
        int katas = Kata.All(project).Count;
        int notebooks = NotebookLint.Files(project).Count;
        return string.Join(' ',
            new[]
            {
                what == Notebooks ? "" : $"{katas} {(katas == 1 ? "kata is" : "katas are")} complete.",
                what == Katas ? "" : $"{notebooks} {(notebooks == 1 ? "notebook keeps" : "notebooks keep")} the agreed form.",
            }.Where(sentence => sentence.Length > 0));
    }

    private void Fix(string? what)
    {
        if (what != Katas)
        {
            int changed = NotebookLint.WriteStoredForm(project);
            string notebooks = changed == 1 ? "notebook is" : "notebooks are";
            console.MarkupLine($"{changed} {notebooks} brought to stored form.");
        }
        if (what == Notebooks)
        {
            return;
        }
        KataSolution.Write(project, Kata.All(project));
        var ledger = ClaimLedger.Load(project.LedgerFile);
        string readme = ReadmeTables.Refresh(File.ReadAllText(project.ReadmeFile), project, ledger);
        Disk.WriteText(project.ReadmeFile, readme);
        Disk.WriteText(project.ScoreboardFile, ScoreboardPage.Of(ledger));
        console.MarkupLine("katas/Katas.slnx, notebooks/SCOREBOARD.md and the README's tables are written anew.");
    }
}
