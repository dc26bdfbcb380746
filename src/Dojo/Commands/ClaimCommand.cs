using System.Text.Json.Nodes;
using HonestAsync.Kernel;
using Spectre.Console;

namespace HonestAsync.Dojo;

/// <summary>Shows one claim of the ledger, with the evidence of the last saved run.</summary>
internal sealed class ClaimCommand(ProjectFolder project, IAnsiConsole console)
{
    private const string Environment = "environment";
    private const int MostCandidates = 12;
    private readonly VerdictRows _rows = new(console);

    public int Run(string id)
    {
        var ledger = ClaimLedger.Load(project.LedgerFile);
        var claim = Find(ledger, id);
        _rows.Claim(claim);
        var notebook = ledger.Notebooks.FirstOrDefault(entry => entry.Number == claim.Notebook);
        if (notebook is not null && project.IsWritten(notebook))
        {
            Measured(claim, notebook, Stored(notebook));
        }
        else
        {
            _rows.Row("verdict", $"not measured yet ({Predicted(claim)})");
            _rows.Row("notebook", notebook is null
                ? claim.Notebook
                : $"{notebook.Number}, {notebook.Title}: planned, not written yet");
        }
        if (claim.AlsoIn.Count > 0)
        {
            _rows.Row("also in", string.Join(", ", claim.AlsoIn.Select(number => Named(ledger, number))));
        }
        if (claim.Sources.Count > 0)
        {
            _rows.Row("sources", string.Join("; ", claim.Sources));
        }
        if (claim.Katas.Count > 0)
        {
            var written = Kata.All(project);
            _rows.Row("katas", string.Join(", ", claim.Katas.Select(slug =>
                written.FirstOrDefault(kata => kata.File.Slug == slug)?.Name ?? $"{slug} (planned)")));
        }
        return ExitCode.Ok;
    }

    private void Measured(Claim claim, NotebookEntry notebook, NotebookDocument document)
    {
        var stored = MeasuredVerdict.StoredIn(document, notebook.Number)
            .FirstOrDefault(each => each.Id == claim.Id);
        if (stored is null)
        {
            string why = claim.Pending is not null ? $"not measured yet: {claim.Pending}"
                : notebook.Partial == true && claim.Verdict is null
                    ? $"not measured yet: notebook {notebook.Number} is written in part, without this claim"
                    : $"not measured here; run: dojo run {notebook.Number}";
            _rows.Row("verdict", $"{why} ({Predicted(claim)})");
            _rows.Row("notebook", $"notebooks/{notebook.FileName}");
            return;
        }
        _rows.Judged(stored.Result, Predicted(claim) + (claim.IsOverturned ? ", a surprise" : ""));
        if (stored.Result.ControlVerdict is { } control)
        {
            _rows.Row("control", $"{stored.Result.ControlEvidence.ToText()}: {control.Word()}, by the same rule");
        }
        if (claim.Why is not null)
        {
            _rows.Row("why", claim.Why);
        }
        _rows.Row("stored in", $"notebooks/{notebook.FileName}, cell '{stored.CellId}'");
        if (Machine(document) is { Length: > 0 } machine)
        {
            _rows.Row("machine", machine);
        }
        _rows.Row("day", $"not stored with it; git log -1 notebooks/{notebook.FileName} says it");
        _rows.Row("run it", $"dojo run {notebook.Number}");
    }

    private static string Predicted(Claim claim) => $"predicted: {claim.Predicted.Word()}";

    // by its id, or by the only one that holds these words
    private static Claim Find(ClaimLedger ledger, string id)
    {
        if (ledger.Find(id) is { } exact)
        {
            return exact;
        }
        var byPart = ledger.Claims.Where(claim => KataSearch.HoldsPart(claim.Id, id)).ToList();
        if (byPart.Count == 1)
        {
            return byPart[0];
        }
        const string Where = "All claims are in notebooks/claims.json; "
            + "the measured ones are in notebooks/SCOREBOARD.md.";
        string near = Suggestion.Sentence(id, ledger.Claims.Select(known => known.Id));
        throw byPart.Count == 0
            ? new DojoException($"The ledger has no claim '{id}'. {near}".TrimEnd(), Where)
            : new DojoException($"{byPart.Count} claims hold '{id}':\n  "
                + string.Join("\n  ", byPart.Take(MostCandidates).Select(claim => claim.Id))
                + (byPart.Count > MostCandidates ? "\n  …" : ""), $"Type more of one. {Where}");
    }

    private NotebookDocument Stored(NotebookEntry notebook)
    {
        try
        {
            return NotebookDocument.Load(Path.Combine(project.Notebooks, notebook.FileName));
        }
        catch (NotebookFormatException error)
        {
            throw new DojoException($"notebooks/{notebook.FileName} cannot be read: {error.Message}",
                "Restore it with git checkout.", error);
        }
    }

    private string Named(ClaimLedger ledger, string number) =>
        ledger.Notebooks.Any(entry => entry.Number == number && project.IsWritten(entry))
            ? number
            : $"{number} (planned)";

    // what the environment's cell printed in that run, in a line
    private static string Machine(NotebookDocument document) => string.Join("; ", document.Cells
        .Where(cell => cell.Id == Environment).SelectMany(cell => cell.Outputs)
        .Select(output => output?["data"]?["text/plain"]).OfType<JsonNode>().Take(1)
        .SelectMany(text => text is JsonArray lines
            ? lines.Select(line => line!.GetValue<string>())
            : text.GetValue<string>().Split('\n'))
        .Select(line => string.Join(' ', line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))));
}
