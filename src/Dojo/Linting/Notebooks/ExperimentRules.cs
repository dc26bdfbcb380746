using System.Text.RegularExpressions;
using HonestAsync.Kernel;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HonestAsync.Dojo;

/// <summary>
/// An experiment is the cells below one <c>##</c> heading that judge a claim: predict, run, table or chart, verdict, why.
/// Other cells may come between them. Knobs on top of a run cell are not checked: syntax does not show what a knob is.
/// A verdict cell may be longer than a run cell, because one experiment may settle several claims.
/// </summary>
internal static partial class ExperimentRules
{
    private const int LongestRun = 12;
    private const int LongestVerdict = 20;

    public static IEnumerable<LintFinding> Check(NotebookPage page)
    {
        foreach (var cell in page.Lesson.Where(cell => cell.Type == CellType.Code))
        {
            int lines = cell.Source.Split('\n').Count(line => line.Trim().Length > 0);
            int most = Judges(cell) ? LongestVerdict : LongestRun;
            if (lines > most)
            {
                yield return page.Finding(cell, $"it has {lines} lines", $"Show it in {most}; what is no lesson belongs into src/Lab.") with { IsNote = true };
            }
        }
        foreach (var why in page.Lesson.Where(IsWhy))
        {
            int words = NotebookPage.Words(why.Source);
            if (words is < 40 or > 120)
            {
                yield return page.Finding(why, $"the explanation has {words} words", "Say it in 40 to 120.");
            }
            if (!Limit().IsMatch(why.Source.TrimEnd().Split("\n\n")[^1]))
            {
                yield return page.Finding(why, "it does not end with what sets the limit",
                    "End with: **What sets the limit:** …");
            }
        }
        foreach (var finding in Sections(page).Where(section => section.Any(Judges)).SelectMany(section => Order(page, section)))
        {
            yield return finding;
        }
    }

    private static IEnumerable<LintFinding> Order(NotebookPage page, List<NotebookCell> cells)
    {
        int asks = cells.FindIndex(cell => cell.Type == CellType.Markdown && cell.Source.Contains("**Predict", StringComparison.Ordinal));
        int guess = asks < 0 ? -1 : cells.FindIndex(asks, cell => cell.Type == CellType.Code);
        int verdict = cells.FindIndex(Judges);
        int why = cells.FindIndex(IsWhy);
        if (asks < 0 || guess > verdict || why < verdict)
        {
            yield return page.Finding(cells[0], "the experiment is not predict, run, table or chart, verdict, why",
                "Bring its cells into that order.");
            yield break;
        }
        string? name = Variable(cells[guess]);
        if (name is null)
        {
            yield return page.Finding(cells[guess], "it is not one variable that the reader sets", "Write: var yourGuess = \"?\";");
        }
        else if (!cells.Any(cell => Judges(cell) && Mentions(cell, name)))
        {
            yield return page.Finding(cells[guess], $"no verdict shows the prediction {name}", "Pass it to scoreboard.Judge.");
        }
        if (!cells[(guess + 1)..why].Any(ShowsMoreThanVerdicts))
        {
            yield return page.Finding(cells[0], "no stored table or chart before the verdict is explained",
                "Show what was measured, then judge it.");
        }
    }

    // the notebooks that are still to be rewritten have the first of the two
    [GeneratedRegex(@"\*\*(Limiter|What sets the limit):\*\*", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Limit();

    private static bool IsWhy(NotebookCell cell) =>
        cell.Type == CellType.Markdown && cell.Source.StartsWith("**Why.**", StringComparison.Ordinal);

    private static bool Judges(NotebookCell cell) => ClaimRules.Judged(cell, "Judge").Any();

    private static bool ShowsMoreThanVerdicts(NotebookCell cell) =>
        cell.Outputs.Any(output => output?["data"]?["text/plain"] is not null && output["data"]![VerdictContract.MimeType] is null);

    private static string? Variable(NotebookCell cell) =>
        PortabilityRules.Parse(cell.Source).Members is [FieldDeclarationSyntax { Declaration.Variables: [var only] }]
            ? only.Identifier.Text
            : null;

    private static bool Mentions(NotebookCell cell, string name) => PortabilityRules.Parse(cell.Source).DescendantNodes()
        .Any(node => node.IsKind(SyntaxKind.IdentifierName) && ((IdentifierNameSyntax)node).Identifier.Text == name);

    private static List<List<NotebookCell>> Sections(NotebookPage page)
    {
        var sections = new List<List<NotebookCell>> { new() };
        foreach (var cell in page.Lesson)
        {
            if (cell.Type == CellType.Markdown && cell.Source.StartsWith("## ", StringComparison.Ordinal))
            {
                sections.Add([]);
            }
            sections[^1].Add(cell);
        }
        return sections;
    }
}
