using Spectre.Console;

namespace HonestAsync.Dojo;

/// <summary>Says of all katas what is missing or does not fit together.</summary>
internal sealed class LintCommand(ProjectFolder project, IAnsiConsole console)
{
    public int Run(bool fix)
    {
        if (fix)
        {
            KataSolution.Write(project, Kata.All(project));
            console.MarkupLine("katas/Katas.slnx is written anew.");
        }
        var findings = KataLint.Run(project);
        foreach (var finding in findings)
        {
            string mark = finding.IsNote ? "[grey]·[/]" : "[red]✗[/]";
            console.MarkupLine($"{mark} [bold]{Markup.Escape(finding.File)}[/]: {Markup.Escape(finding.What)}. {Markup.Escape(finding.ToDo)}");
        }
        int count = findings.Count(finding => !finding.IsNote);
        int katas = Kata.All(project).Count;
        console.MarkupLine(count == 0
            ? $"[green]✓[/] {katas} {(katas == 1 ? "kata is" : "katas are")} complete."
            : $"{count} {(count == 1 ? "thing" : "things")} to mend.");
        return count == 0 ? ExitCode.Ok : ExitCode.Unsolved;
    }
}
