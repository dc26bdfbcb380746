using HonestAsync.Kernel;

namespace HonestAsync.Dojo;

/// <summary>
/// The skeleton of a notebook: the agreed cells in their order, one experiment for each claim.
/// </summary>
internal static class NotebookScaffold
{
    public static NotebookDocument Of(NotebookEntry entry, ClaimLedger ledger, string path)
    {
        var claims = ledger.Claims.Where(claim => claim.Notebook == entry.Number).ToList();
        var cells = new List<NotebookCell>
        {
            Text("title", $"# {entry.Title}?\n\n*The answer in one sentence, with its headline number.*\n\n**Run time** about … s. **Know before:** …"),
            Code("setup", "#r \"../src/Lab/bin/Release/net10.0/Lab.dll\"\nusing HonestAsync;\nusing HonestAsync.Lab;\nusing System.Threading;\nvar scoreboard = new Scoreboard();", "deterministic"),
            Code("environment", "MachineReport.Now()", "measured"),
        };
        foreach (var claim in claims)
        {
            cells.AddRange(Experiment(claim));
        }
        cells.Add(Text("where-this-stops", "## Where this stops being true\n\n"));
        cells.Add(Code("scoreboard", "scoreboard", "deterministic"));
        string katas = string.Join("", ledger.Katas.Where(kata => kata.Notebook == entry.Number)
            .Select(kata => $"- [{kata.Slug}](../katas/{kata.Folder}/README.md)\n"));
        cells.Add(Text("change-it", $"## Change it\n\n1. …\n\n{(katas.Length > 0 ? "Katas:\n\n" : "")}{katas}"));
        return new NotebookDocument(cells, path);
    }

    private static IEnumerable<NotebookCell> Experiment(Claim claim)
    {
        string variable = string.Concat(claim.Id.Split('-').Select((part, i) => i == 0 ? part : char.ToUpperInvariant(part[0]) + part[1..]));
        yield return Text($"{claim.Id}-predict",
            $"## {claim.Text}\n\n*{string.Join("; ", claim.Sources)}.*\n\n**Predict.** …");
        yield return Code($"{claim.Id}-prediction", $"var {variable}Prediction = 0; // your guess", "deterministic");
        yield return Code($"{claim.Id}-run",
            $"var {variable}Control = new Evidence();\nvar {variable}Treatment = new Evidence();", "deterministic");
        yield return Code($"{claim.Id}-table", "TextTable.Of(\"arm\", \"measured\")", "deterministic");
        yield return Code($"{claim.Id}-verdict",
            $"scoreboard.Judge(\"{claim.Id}\",\n    Rule.Holds(\"what the claim needs\", e => e.Flag(\"…\")),\n"
            + $"    {variable}Treatment, {variable}Control, {variable}Prediction)", "deterministic");
        yield return Text($"{claim.Id}-why", "**Why.** …\n\n**What sets the limit:** …");
    }

    private static NotebookCell Text(string id, string source) => new(id, CellType.Markdown, source);

    private static NotebookCell Code(string id, string source, params string[] tags) =>
        new(id, CellType.Code, source) { Tags = [.. tags] };
}
