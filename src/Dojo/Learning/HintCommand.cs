using Spectre.Console;

namespace HonestAsync.Dojo;

/// <summary>Shows the next hint of a kata, and those before it.</summary>
internal sealed class HintCommand(ProjectFolder project, IAnsiConsole console, LearnerProgress progress)
{
    private static readonly string[] s_names = ["Where to look", "What happens", "What there is"];

    public int Run(string name)
    {
        var kata = Kata.Find(project, name);
        var hints = kata.File.Hints;
        int before = progress.Of(kata.File.Slug).Hints;
        int shown = Math.Min(before + 1, hints.Count);
        progress.NoteHints(kata.File.Slug, shown);
        console.MarkupLine($"[bold]{Markup.Escape(kata.Name)}[/] {Markup.Escape(kata.File.Title)}");
        for (int number = 0; number < shown; number++)
        {
            console.WriteLine();
            console.MarkupLine($"[bold]Hint {number + 1} of {hints.Count}: {s_names[Math.Min(number, s_names.Length - 1)]}[/]");
            console.WriteLine(hints[number]);
        }
        console.WriteLine();
        console.MarkupLine(shown < hints.Count
            ? $"[grey]The next one: dojo hint {kata.File.Number}[/]"
            : $"[grey]That was the last one. The mechanism is shown in notebook {kata.File.Notebook}. "
                + $"The solution, seen before you solved it: dojo solution {kata.File.Number} --anyway[/]");
        return ExitCode.Ok;
    }
}
