using Spectre.Console;

namespace HonestAsync.Dojo;

/// <summary>
/// Shows the material for a solved kata: an overview first, then one section at a time.
/// </summary>
internal sealed class SolutionCommand(ProjectFolder project, IAnsiConsole console, LearnerProgress progress)
{
    private readonly SolutionPages _pages = new(console);
    private readonly VerdictParts _parts = new(console);

    /// <param name="name">Number or slug; null for the kata that was just solved.</param>
    /// <param name="section">The name of a section, or of all; null for the overview.</param>
    /// <param name="anyway">Before it is solved.</param>
    public int Run(string? name, string? section, bool anyway)
    {
        var kata = name is null
            ? new LearnerPath(project, progress).JustSolved("solution")
            : Kata.Find(project, name);
        string number = kata.File.Number;
        if (progress.Of(kata.File.Slug).Solved is null && !anyway)
        {
            _parts.Paragraph($"{kata.Name} is not solved yet, so its solution stays closed.");
            console.WriteLine();
            _parts.Item(" ", $"Check your fix:  dojo check {number}");
            _parts.Item(" ", $"A hint:          dojo hint {number}");
            _parts.Item(" ", $"Look anyway:     dojo solution {number} --anyway (that is noted)");
            return ExitCode.Unsolved;
        }
        var unsaved = new PostponedFailure();
        unsaved.Try(() => progress.NoteSolutionSeen(kata.File.Slug));
        if (section is null)
        {
            string anyhow = anyway ? " --anyway" : "";
            _pages.Overview(kata);
            console.WriteLine();
            _parts.Paragraph($"One of them: dojo solution {number} why{anyhow}. "
                + $"All, one after the other: dojo solution {number} all{anyhow}");
        }
        else
        {
            Show(kata, section);
        }
        unsaved.ThrowIfAny();
        return ExitCode.Ok;
    }

    private void Show(Kata kata, string name)
    {
        var shown = SolutionSection.All
            .Where(each => name == SolutionSection.Everything || each.Name == name).ToList();
        foreach (var section in shown)
        {
            _pages.Section(kata, section);
            if (section != shown[^1])
            {
                console.WriteLine();
            }
        }
    }
}
