using Spectre.Console;

namespace HonestAsync.Dojo;

/// <summary>Shows one claim of the ledger.</summary>
internal sealed class ClaimCommand(ProjectFolder project, IAnsiConsole console)
{
    public int Run(string id)
    {
        var ledger = ClaimLedger.Load(project.LedgerFile);
        var claim = ledger.Find(id) ?? throw new DojoException(
            $"The ledger has no claim '{id}'. {Suggestion.Sentence(id, ledger.Claims.Select(known => known.Id))}".TrimEnd(),
            "All claims are in notebooks/claims.json; the measured ones are in notebooks/SCOREBOARD.md.");
        console.MarkupLine($"[bold]{Markup.Escape(claim.Id)}[/] [grey]({Markup.Escape(claim.Theme)})[/]");
        console.MarkupLine(Markup.Escape(claim.Text));
        console.MarkupLine($"  sources    {Markup.Escape(string.Join("; ", claim.Sources))}");
        console.MarkupLine($"  predicted  {VerdictWords.Of(claim.Predicted)}");
        string verdict = claim.Verdict is { } word
            ? $"[{VerdictWords.Colour(word)}]{VerdictWords.Of(word)}[/]"
            : $"[grey]not measured yet{Markup.Escape(claim.Pending is null ? "" : $": {claim.Pending}")}[/]";
        console.MarkupLine($"  verdict    {verdict}");
        if (claim.Why is not null)
        {
            console.MarkupLine($"  why        {Markup.Escape(claim.Why)}");
        }
        console.MarkupLine($"  notebook   {string.Join(", also ", claim.AlsoIn.Prepend(claim.Notebook))}");
        if (claim.Katas.Count > 0)
        {
            console.MarkupLine($"  katas      {Markup.Escape(string.Join(", ", claim.Katas))}");
        }
        return ExitCode.Ok;
    }
}
