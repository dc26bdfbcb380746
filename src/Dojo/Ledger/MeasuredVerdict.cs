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

    /// <summary>True for the five words that a measurement, or the nature of the claim, settles.</summary>
    public bool IsDecided => Verdict is not ("Inconclusive" or "NotRun");

    /// <summary>
    /// All verdicts among the outputs of a run, in the order of printing; the last one of a claim counts.
    /// </summary>
    public static IReadOnlyList<MeasuredVerdict> From(string notebook, NotebookRun run)
    {
        var found = new List<MeasuredVerdict>();
        foreach (var cell in run.Cells)
        {
            foreach (var bundle in cell.Outputs.Select(output => output?["data"]?[MimeType]).OfType<JsonObject>())
            {
                var verdict = Read(notebook, cell.Id, bundle);
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
        };
    }
}
