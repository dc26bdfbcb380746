using System.Text.RegularExpressions;
using HonestAsync.Kernel;

namespace HonestAsync.Dojo;

/// <summary>
/// The frame of a notebook: title, setup, environment first; limits, scoreboard, exercises last. More than one sitting
/// is worth a note, no more: a cell that helps is not dropped for a number.
/// </summary>
internal static partial class AnatomyRules
{
    private const int LongestSetup = 6;
    private static readonly string[] s_parts = ["Run time", "Know before"];

    public static IEnumerable<LintFinding> Check(NotebookPage page) =>
        [.. Title(page), .. Beginning(page), .. End(page), .. Size(page)];

    private static IEnumerable<LintFinding> Title(NotebookPage page)
    {
        if (page.Document.Cells is not [{ Type: CellType.Markdown } title, ..])
        {
            yield return page.Finding("it does not begin with a text cell", "Begin with the title.");
            yield break;
        }
        if (!Question().IsMatch(title.Source))
        {
            yield return page.Finding(title, "the title is no question", "Begin with: # What a working engineer asks?");
        }
        if (!Bold().Matches(title.Source).Any(bold => bold.Value.Any(char.IsDigit)))
        {
            yield return page.Finding(title, "no answer with a headline number", "Say it in bold, in one sentence, right below the title.");
        }
        foreach (string part in s_parts.Where(part => !title.Source.Contains(part, StringComparison.Ordinal)))
        {
            yield return page.Finding(title, $"it does not say '{part}'", "Say: Run time about … seconds. Know before: …");
        }
    }

    private static IEnumerable<LintFinding> Beginning(NotebookPage page)
    {
        if (page.Code is not [var setup, var environment, ..])
        {
            yield break;
        }
        if (!setup.Source.StartsWith("#r ", StringComparison.Ordinal) || setup.Source.Split('\n').Length > LongestSetup)
        {
            yield return page.Finding(setup, $"the first code cell is not a setup of at most {LongestSetup} lines",
                "Let it hold the #r, the usings and the scoreboard.");
        }
        if (environment.Source.Trim() != "MachineReport.Now()" || !environment.HasTag("measured"))
        {
            yield return page.Finding(environment, "the second code cell does not show the environment",
                "Write: MachineReport.Now(), tagged measured.");
        }
    }

    private static IEnumerable<LintFinding> End(NotebookPage page)
    {
        int limits = Find(page, CellType.Markdown, cell => cell.Source.StartsWith("## Where this stops being true", StringComparison.Ordinal));
        int scoreboard = Find(page, CellType.Code, cell => cell.Source.Trim() == "scoreboard");
        int exercises = Find(page, CellType.Markdown, cell => cell.Source.StartsWith(NotebookPage.Exercises, StringComparison.Ordinal));
        if (limits < 0 || scoreboard < limits || exercises < scoreboard)
        {
            yield return page.Finding("it does not end with limits, scoreboard and exercises",
                "End with: ## Where this stops being true; scoreboard; ## Change it");
        }
    }

    private static int Find(NotebookPage page, CellType type, Predicate<NotebookCell> says) =>
        page.Document.Cells.ToList().FindIndex(cell => cell.Type == type && says(cell));

    private static IEnumerable<LintFinding> Size(NotebookPage page)
    {
        int words = page.Texts.Sum(cell => NotebookPage.Words(cell.Source));
        if (words is < 600 or > 2_000)
        {
            yield return page.Finding($"it has {words} words", "Say it in 600 to 2,000.") with { IsNote = true };
        }
        if (page.Code.Count is < 12 or > 40)
        {
            yield return page.Finding($"it has {page.Code.Count} code cells", "Show it in 12 to 40.") with { IsNote = true };
        }
    }

    [GeneratedRegex(@"\A# [^\n]*\?", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Question();

    [GeneratedRegex(@"\*\*[^*]+\*\*", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Bold();
}
