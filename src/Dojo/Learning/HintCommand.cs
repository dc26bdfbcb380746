using Spectre.Console;

namespace HonestAsync.Dojo;

/// <summary>Shows the next hint of a kata, and those before it.</summary>
internal sealed class HintCommand(ProjectFolder project, IAnsiConsole console, LearnerProgress progress)
{
    private static readonly string[] s_names = ["Where to look", "What happens", "What can help"];
    private readonly VerdictParts _parts = new(console);

    /// <param name="name">Number or slug; null for the kata that the learner is on.</param>
    public int Run(string? name)
    {
        var kata = name is null
            ? new LearnerPath(project, progress).OnlyBegun("hint")
            : Kata.Find(project, name);
        console.MarkupLine($"[bold]{Markup.Escape(kata.Name)}[/] {Markup.Escape(kata.File.Title)}");
        console.WriteLine();
        Next(kata, $"dojo hint {kata.File.Number}", isFirst: true);
        return ExitCode.Ok;
    }

    /// <summary>Shows the next hint; all of them again when there is no next one.</summary>
    /// <param name="kata">Whose.</param>
    /// <param name="next">What to do for the one after it.</param>
    /// <param name="isFirst">
    /// True where this kata's earlier hints do not stand above already: then they are shown, too.
    /// </param>
    public void Next(Kata kata, string next, bool isFirst)
    {
        var known = progress.Of(kata.File.Slug);
        int all = kata.File.Hints.Count;
        // once it is solved, all of them
        int shown = known.Solved is null ? Math.Min(known.Hints + 1, all) : all;
        var unsaved = new PostponedFailure();
        unsaved.Try(() => progress.NoteHints(kata.File.Slug, shown));
        Show(kata, !isFirst && shown > known.Hints ? known.Hints : 0, shown);
        After(kata, shown, next);
        unsaved.ThrowIfAny();
    }

    private void Show(Kata kata, int from, int to)
    {
        var hints = kata.File.Hints;
        for (int number = from; number < to; number++)
        {
            string name = s_names[Math.Min(number, s_names.Length - 1)];
            _parts.Paragraph($"Hint {number + 1} of {hints.Count} for {kata.Name}: {name}", "bold");
            _parts.Paragraph(hints[number]);
            console.WriteLine();
        }
    }

    private void After(Kata kata, int shown, string next)
    {
        if (shown < kata.File.Hints.Count)
        {
            _parts.Paragraph($"The next one: {next}", "grey");
            return;
        }
        var shownIn = KataNotebook.Of(project, ClaimLedger.Load(project.LedgerFile), kata.File);
        _parts.Paragraph($"That was the last one. {shownIn?.OnAScreen}".TrimEnd(), "grey");
        if (progress.Of(kata.File.Slug).Solved is null)
        {
            string anyway = $"dojo solution {kata.File.Number} --anyway";
            _parts.Paragraph($"The solution, seen before you solved it: {anyway}", "grey");
        }
    }
}
