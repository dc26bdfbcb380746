using HonestAsync.Kernel;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HonestAsync.Dojo;

/// <summary>
/// A notebook judges the claims that the ledger gives it: its own, and the repeats of others that the ledger lists.
/// Read from calls on <c>scoreboard</c> with a literal id; another scoreboard is for practice.
/// </summary>
internal static class ClaimRules
{
    private static readonly string[] s_verdicts = ["Judge", "NotRun", "NotMeasurable"];

    public static IEnumerable<LintFinding> Check(NotebookPage page)
    {
        var judged = page.Code
            .SelectMany(cell => Judged(cell, s_verdicts).Distinct(StringComparer.Ordinal).Select(id => (cell, id))).ToList();
        foreach (var (cell, id) in judged)
        {
            var claim = page.Ledger.Find(id);
            if (claim is null)
            {
                yield return page.Finding(cell, $"the ledger has no claim {id}",
                    "Correct the id, or add it to notebooks/claims.json.");
            }
            else if (claim.Notebook != page.Entry.Number && !claim.AlsoIn.Contains(page.Entry.Number, StringComparer.Ordinal))
            {
                yield return page.Finding(cell, $"{id} belongs to notebook {claim.Notebook}, and alsoIn does not name {page.Entry.Number}",
                    "List the repeat in notebooks/claims.json.");
            }
        }
        foreach (var twice in judged.GroupBy(each => each.id, StringComparer.Ordinal).Where(group => group.Count() > 1))
        {
            yield return page.Finding($"{twice.Count()} cells judge {twice.Key}", "Judge it in one.");
        }
        foreach (var claim in page.Ledger.DueIn(page.Entry.Number).Where(claim => judged.All(each => each.id != claim.Id)))
        {
            yield return page.Finding($"nothing judges {claim.Id}", "Judge it, or say in notebooks/claims.json why it is pending.");
        }
        foreach (var claim in page.Ledger.Claims.Where(claim => claim.AlsoIn.Contains(page.Entry.Number, StringComparer.Ordinal)
            && judged.All(each => each.id != claim.Id)))
        {
            yield return page.Finding($"alsoIn promises a repeat of {claim.Id}, which is missing",
                "Judge it again, or take the number out.") with { IsNote = true };
        }
    }

    /// <summary>The ids that a cell passes to these methods of the notebook's scoreboard.</summary>
    public static IEnumerable<string> Judged(NotebookCell cell, params string[] methods) => cell.Type != CellType.Code
        ? []
        : PortabilityRules.Parse(cell.Source).DescendantNodes().OfType<InvocationExpressionSyntax>()
            .Where(call => call.Expression is MemberAccessExpressionSyntax access
                && access.Expression is IdentifierNameSyntax { Identifier.Text: "scoreboard" }
                && methods.Contains(access.Name.Identifier.Text, StringComparer.Ordinal))
            .Select(call => call.ArgumentList.Arguments.FirstOrDefault()?.Expression)
            .OfType<LiteralExpressionSyntax>().Where(literal => literal.IsKind(SyntaxKind.StringLiteralExpression))
            .Select(literal => literal.Token.ValueText);
}
