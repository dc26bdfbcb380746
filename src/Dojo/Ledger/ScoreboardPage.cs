using System.Text;

namespace HonestAsync.Dojo;

/// <summary>
/// notebooks/SCOREBOARD.md: every claim with its verdict, and the list of overturned predictions.
/// </summary>
public static class ScoreboardPage
{
    /// <summary>The page for a ledger; a pure function of it.</summary>
    public static string Of(ClaimLedger ledger)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        var measured = ledger.Claims.Where(claim => claim.Verdict is not null).ToList();
        var overturned = measured.Where(claim => claim.IsOverturned).ToList();
        var page = new StringBuilder();
        page.Append("# Scoreboard\n\nGenerated from `claims.json` by `dojo run --save`; do not edit.\n\n");
        page.Append($"{ledger.Claims.Count} claims, {measured.Count} measured so far: ");
        page.Append(measured.Select(claim => claim.Verdict!.Value).ToCounts());
        page.Append(".\n\n## Overturned predictions\n\n");
        if (overturned.Count == 0)
        {
            page.Append("None so far.\n");
        }
        foreach (var claim in overturned)
        {
            page.Append($"- `{claim.Id}`: predicted {claim.Predicted.Word()}, measured {claim.Verdict!.Value.Word()}. {claim.Why}\n");
        }
        foreach (var notebook in ledger.Notebooks)
        {
            var claims = ledger.Claims.Where(claim => claim.Notebook == notebook.Number && (claim.Verdict is not null || claim.Pending is not null)).ToList();
            if (claims.Count > 0)
            {
                page.Append($"\n## {notebook.Number} {notebook.Title}\n\n| claim | in our words | verdict | predicted |\n|---|---|---|---|\n");
                foreach (var claim in claims)
                {
                    string verdict = claim.Verdict?.Word() ?? $"pending: {claim.Pending}";
                    page.Append($"| `{claim.Id}` | {claim.Text.Replace("|", "\\|", StringComparison.Ordinal)} | {verdict} | {claim.Predicted.Word()} |\n");
                }
            }
        }
        return page.ToString();
    }
}
