using HonestAsync.Kernel;
using Spectre.Console;

namespace HonestAsync.Dojo;

/// <summary>Prints the result of a run: one line per claim, with verdict, evidence and prediction.</summary>
/// <param name="console">Where it prints.</param>
/// <param name="explains">True: rows instead of a line, with the claim in words and what it needed.</param>
internal sealed class RunReport(IAnsiConsole console, bool explains)
{
    private readonly VerdictRows _rows = new(console);

    public void Header(NotebookChoice notebook)
    {
        console.MarkupLine($"[bold]{Markup.Escape(notebook.Label)}[/] {Markup.Escape(notebook.Title)}".TrimEnd());
    }

    public void Notebook(NotebookResult result)
    {
        foreach (var line in result.Lines)
        {
            if (explains)
            {
                Rows(line);
                console.WriteLine();
            }
            else
            {
                console.MarkupLine(Line(line));
            }
        }
        foreach (var cell in result.Run.Cells.Where(IsWorthALine))
        {
            console.MarkupLine($"  [red]✗ cell '{Markup.Escape(cell.Id)}'[/]: {Markup.Escape(cell.Message)}");
        }
        foreach (string problem in result.Problems)
        {
            console.MarkupLine($"  [red]✗[/] {Markup.Escape(problem)}");
        }
        int ran = result.Run.Cells.Count(cell => cell.Status is CellStatus.Ok or CellStatus.ExpectedFailure);
        console.MarkupLine($"  [grey]{ran} of {result.Run.Cells.Length} cells in {result.Run.Elapsed.TotalSeconds:0.0} s[/]");
        console.WriteLine();
    }

    public void Scoreboard(IReadOnlyList<NotebookResult> results)
    {
        var lines = results.SelectMany(result => result.Lines).Where(line => line.IsOwner).ToList();
        if (lines.Count == 0)
        {
            return;
        }
        var counts = VerdictWords.InOrder
            .Select(word => (Word: word, Count: lines.Count(line => line.Measured.Verdict == word)))
            .Where(count => count.Count > 0)
            .Select(count => $"[{VerdictWords.Colour(count.Word)}]{count.Count} {VerdictWords.Of(count.Word)}[/]");
        console.MarkupLine($"[bold]Scoreboard[/]: {lines.Count} claims: {string.Join(", ", counts)}");
        var surprises = lines.Where(line => line.OverturnsPrediction).ToList();
        console.MarkupLine(surprises.Count == 0
            ? "No surprises: every verdict is the predicted one."
            : $"Surprises: {surprises.Count}");
        foreach (var line in surprises)
        {
            console.MarkupLine($"  {Markup.Escape(line.Claim.Id)}: expected {VerdictWords.Of(line.Claim.Predicted)}, "
                + $"measured {VerdictWords.Of(line.Measured.Verdict)}. {Markup.Escape(line.Claim.Why ?? "")}".TrimEnd());
        }
        foreach (var line in results.SelectMany(result => result.Lines).Where(line => line.Standing == Standing.Contradicts))
        {
            console.MarkupLine($"[red]Contradiction[/]: {Markup.Escape(line.Claim.Id)} is {VerdictWords.Of(line.Measured.Verdict)} in this run, "
                + $"but the ledger says {VerdictWords.Of(line.Claim.Verdict!)}. Look at cell '{Markup.Escape(line.Measured.CellId)}' of notebook {line.Measured.Notebook}.");
        }
        console.MarkupLine($"[grey]One claim with its control, its sources and its katas: dojo claim {lines[0].Claim.Id}[/]");
        if (!explains)
        {
            console.MarkupLine("[grey]Each claim in words, with what it needed: dojo run --explain[/]");
        }
    }

    private static bool IsWorthALine(CellRun cell) =>
        cell.Status is CellStatus.Failed or CellStatus.TimedOut or CellStatus.Crashed;

    private static string Line(ClaimLine line)
    {
        var measured = line.Measured;
        string word = VerdictWords.Of(measured.Verdict).PadRight(14);
        string evidence = Markup.Escape(EvidenceText.Readable(measured.Evidence, measured.Form));
        string mark = line.OverturnsPrediction ? "[yellow]surprise[/], " : "";
        string standing = line.Standing switch
        {
            Standing.Contradicts => $" [red]≠ ledger: {VerdictWords.Of(line.Claim.Verdict!)}[/]",
            Standing.DiffersOnThisMachine => " [yellow](differs on this machine)[/]",
            _ => "",
        };
        return $"  [{VerdictWords.Colour(measured.Verdict)}]{word}[/] {Markup.Escape(line.Claim.Id)}: {evidence} "
            + $"[grey]({mark}predicted: {VerdictWords.Of(line.Claim.Predicted)})[/]{standing}";
    }

    private void Rows(ClaimLine line)
    {
        _rows.Claim(line.Claim);
        _rows.Verdict(line.Measured, $"predicted: {VerdictWords.Of(line.Claim.Predicted)}"
            + (line.OverturnsPrediction ? ", a surprise" : "")
            + (line.IsOwner ? "" : $"; notebook {line.Claim.Notebook} judges it, this one repeats it"));
        string ledger = VerdictWords.Of(line.Claim.Verdict ?? "");
        if (line.Standing == Standing.Contradicts)
        {
            _rows.Row("ledger", $"{ledger}: this run contradicts it", int.MaxValue, "red");
        }
        else if (line.Standing == Standing.DiffersOnThisMachine)
        {
            _rows.Row("ledger", $"{ledger}: it differs on this machine", int.MaxValue, "yellow");
        }
    }
}
