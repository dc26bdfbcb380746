using Spectre.Console;

namespace HonestAsync.Dojo;

/// <summary>Shows the next hint of a kata, and those before it.</summary>
internal sealed class HintCommand(ProjectFolder project, IAnsiConsole console, LearnerProgress progress)
{
    private static readonly string[] s_names = ["Where to look", "What happens", "What there is"];

    public int Run(string name)
    {
        var kata = Kata.Find(project, name);
        console.MarkupLine($"[bold]{Markup.Escape(kata.Name)}[/] {Markup.Escape(kata.File.Title)}");
        int shown = Count(kata);
        console.WriteLine();
        Show(kata, 0, shown);
        After(kata, shown, $"dojo hint {kata.File.Number}");
        return ExitCode.Ok;
    }

    /// <summary>Shows the next hint alone, or all of them again when there is no next one.</summary>
    /// <param name="kata">Whose.</param>
    /// <param name="next">What to do for the one after it.</param>
    public void Next(Kata kata, string next)
    {
        int before = progress.Of(kata.File.Slug).Hints;
        int shown = Count(kata);
        Show(kata, shown > before ? before : 0, shown);
        After(kata, shown, next);
    }

    // who has solved it may read all of them
    private int Count(Kata kata)
    {
        var known = progress.Of(kata.File.Slug);
        int all = kata.File.Hints.Count;
        int shown = known.Solved is null ? Math.Min(known.Hints + 1, all) : all;
        progress.NoteHints(kata.File.Slug, shown);
        return shown;
    }

    private void Show(Kata kata, int from, int to)
    {
        var hints = kata.File.Hints;
        for (int number = from; number < to; number++)
        {
            console.MarkupLine($"[bold]Hint {number + 1} of {hints.Count}: {s_names[Math.Min(number, s_names.Length - 1)]}[/]");
            console.WriteLine(hints[number]);
            console.WriteLine();
        }
    }

    private void After(Kata kata, int shown, string next) => console.MarkupLine(shown < kata.File.Hints.Count
        ? $"[grey]The next one: {next}[/]"
        : $"[grey]That was the last one. The mechanism is shown in notebook {kata.File.Notebook}. "
            + $"The solution, seen before you solved it: dojo solution {kata.File.Number} --anyway[/]");
}
