using HonestAsync.Kernel;
using Spectre.Console;

namespace HonestAsync.Dojo;

/// <summary>Prints the result of a run: one line per claim, with verdict, evidence and prediction.</summary>
/// <param name="console">Where it prints.</param>
/// <param name="explains">True: rows instead of a line, with the claim in words and its criterion.</param>
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
        var counts = lines.Select(line => line.Measured.Verdict).Counted()
            .Select(each => $"[{each.Verdict.Colour()}]{each.Count} {each.Verdict.Word()}[/]");
        console.MarkupLine($"[bold]Scoreboard[/]: {lines.Count} claims: {string.Join(", ", counts)}");
        var surprises = lines.Where(line => line.OverturnsPrediction).ToList();
        console.MarkupLine(surprises.Count == 0
            ? "No surprises: every verdict is the predicted one."
            : $"Surprises: {surprises.Count}");
        foreach (var line in surprises)
        {
            console.MarkupLine($"  {Markup.Escape(line.Claim.Id)}: expected {line.Claim.Predicted.Word()}, "
                + $"measured {line.Measured.Verdict.Word()}. {Markup.Escape(line.Claim.Why ?? "")}".TrimEnd());
        }
        foreach (var line in results.SelectMany(result => result.Lines).Where(line => line.Standing == Standing.Contradicts))
        {
            console.MarkupLine($"[red]Contradiction[/]: {Markup.Escape(line.Claim.Id)} is {line.Measured.Verdict.Word()} in this run, "
                + $"but the ledger says {line.Claim.Verdict?.Word()}. Look at cell '{Markup.Escape(line.Measured.CellId)}' of notebook {line.Measured.Notebook}.");
        }
        console.MarkupLine($"[grey]One claim with its control, its sources and its katas: dojo claim {lines[0].Claim.Id}[/]");
        if (!explains)
        {
            console.MarkupLine("[grey]Each claim in words, with its criterion: dojo run --explain[/]");
        }
    }

    private static bool IsWorthALine(CellRun cell) =>
        cell.Status is CellStatus.Failed or CellStatus.TimedOut or CellStatus.Crashed;

    private static string Line(ClaimLine line)
    {
        var measured = line.Measured;
        string word = measured.Verdict.Word().PadRight(14);
        var row = measured.Result.Evidence;
        string evidence = Markup.Escape(row.Count > 0 ? row.ToText() : measured.Result.Qualifier ?? "");
        string mark = line.OverturnsPrediction ? "[yellow]surprise[/], " : "";
        string standing = line.Standing switch
        {
            Standing.Contradicts => $" [red]≠ ledger: {line.Claim.Verdict?.Word()}[/]",
            Standing.DiffersOnThisMachine => " [yellow](differs on this machine)[/]",
            _ => "",
        };
        return $"  [{measured.Verdict.Colour()}]{word}[/] {Markup.Escape(line.Claim.Id)}: {evidence} "
            + $"[grey]({mark}predicted: {line.Claim.Predicted.Word()})[/]{standing}";
    }

    private void Rows(ClaimLine line)
    {
        _rows.Claim(line.Claim);
        _rows.Judged(line.Measured.Result, $"predicted: {line.Claim.Predicted.Word()}"
            + (line.OverturnsPrediction ? ", a surprise" : "")
            + (line.IsOwner ? "" : $"; notebook {line.Claim.Notebook} judges it, this one repeats it"));
        string? ledger = line.Claim.Verdict?.Word();
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
