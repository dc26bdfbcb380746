using System.Text.Json.Nodes;
using HonestAsync.Kernel;

namespace HonestAsync.Dojo;

/// <summary>A verdict as a notebook's run printed it.</summary>
public sealed record MeasuredVerdict(string Notebook, string CellId, string Id, string Verdict)
{
    private const string MimeType = "application/vnd.honest-async.verdict+json";

    /// <summary>What the same rule made of the control arm; null where nothing was judged.</summary>
    public string? ControlVerdict { get; init; }

    /// <summary>The weakest form of evidence that decided.</summary>
    public string? Form { get; init; }

    /// <summary>The measured row, or the reason for not measuring.</summary>
    public string Evidence { get; init; } = "";

    /// <summary>The control's row; empty where nothing was judged.</summary>
    public string ControlEvidence { get; init; } = "";

    /// <summary>What the claim needs, in words; empty where nothing was judged.</summary>
    public string Needs { get; init; } = "";

    /// <summary>
    /// The .NET difference, the condition, or the reason for not measuring; empty where there is none.
    /// </summary>
    public string Says { get; init; } = "";

    /// <summary>True for the five words that a measurement, or the nature of the claim, settles.</summary>
    public bool IsDecided => Verdict is not ("Inconclusive" or "NotRun");

    /// <summary>
    /// All verdicts among the outputs of a run, in the order of printing; the last one of a claim counts.
    /// </summary>
    public static IReadOnlyList<MeasuredVerdict> From(string notebook, NotebookRun run) =>
        From(notebook, run.Cells.Select(cell => (cell.Id, cell.Outputs)));

    /// <summary>The same of the outputs that are stored in a notebook: of its last saved run.</summary>
    public static IReadOnlyList<MeasuredVerdict> StoredIn(NotebookDocument document, string notebook) =>
        From(notebook, document.Cells.Select(cell => (cell.Id, cell.Outputs)));

    private static List<MeasuredVerdict> From(
        string notebook, IEnumerable<(string Id, JsonArray Outputs)> cells)
    {
        var found = new List<MeasuredVerdict>();
        foreach (var (id, outputs) in cells)
        {
            foreach (var bundle in outputs.Select(output => output?["data"]?[MimeType]).OfType<JsonObject>())
            {
                var verdict = Read(notebook, id, bundle);
                found.RemoveAll(earlier => earlier.Id == verdict.Id);
                found.Add(verdict);
            }
        }
        return found;
    }

    private static MeasuredVerdict Read(string notebook, string cell, JsonObject bundle)
    {
        string Text(string name) => bundle[name]?.GetValue<string>() ?? "";
        string evidence = Text("evidence");
        return new MeasuredVerdict(notebook, cell, Text("id"), Text("verdict"))
        {
            ControlVerdict = bundle["controlVerdict"]?.GetValue<string>(),
            Form = bundle["form"]?.GetValue<string>(),
            Evidence = evidence.Length > 0 ? evidence : Text("says"),
            ControlEvidence = Text("controlEvidence"),
            Needs = Text("needs"),
            Says = Text("says"),
        };
    }
}
