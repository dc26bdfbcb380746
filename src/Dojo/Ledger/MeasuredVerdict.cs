using System.Text.Json.Nodes;
using HonestAsync.Kernel;

namespace HonestAsync.Dojo;

/// <summary>A verdict among the outputs of a notebook's run.</summary>
/// <param name="Notebook">The notebook's number; empty for a file outside of the curriculum.</param>
/// <param name="CellId">The cell that judged the claim.</param>
/// <param name="Result">The verdict with its evidence.</param>
public sealed record MeasuredVerdict(string Notebook, string CellId, ClaimResult Result)
{
    /// <summary>The claim's id.</summary>
    public string Id => Result.Id;

    /// <summary>The verdict.</summary>
    public Verdict Verdict => Result.Verdict;

    /// <summary>False where another run may still decide.</summary>
    public bool IsDecided => Verdict is not (Verdict.Inconclusive or Verdict.NotRun);

    /// <summary>
    /// All verdicts among the outputs of a run, in the order of printing; the last one of a claim counts.
    /// </summary>
    /// <param name="notebook">Its number.</param>
    /// <param name="run">The run.</param>
    /// <param name="problems">Takes a sentence for each output that does not keep the contract of verdicts.</param>
    public static IReadOnlyList<MeasuredVerdict> From(string notebook, NotebookRun run, ICollection<string> problems) =>
        From(notebook, run.Cells.Select(cell => (cell.Id, cell.Outputs)), problems);

    /// <summary>All verdicts among the outputs that are stored in a notebook: of its last saved run.</summary>
    /// <exception cref="DojoException">One of them does not keep the contract of verdicts.</exception>
    public static IReadOnlyList<MeasuredVerdict> StoredIn(NotebookDocument document, string notebook)
    {
        var problems = new List<string>();
        var verdicts = From(notebook, document.Cells.Select(cell => (cell.Id, cell.Outputs)), problems);
        return problems.Count == 0
            ? verdicts
            : throw new DojoException($"The outputs stored in notebook {notebook} are of another version: {problems[0]}",
                $"Store them again: dojo run {notebook} --save");
    }

    private static List<MeasuredVerdict> From(
        string notebook, IEnumerable<(string Id, JsonArray Outputs)> cells, ICollection<string> problems)
    {
        var found = new List<MeasuredVerdict>();
        foreach (var (id, outputs) in cells)
        {
            foreach (var json in outputs.Select(output => output?["data"]?[VerdictContract.MimeType]).OfType<JsonNode>())
            {
                try
                {
                    var verdict = new MeasuredVerdict(notebook, id, VerdictContract.Read(json.ToJsonString()));
                    found.RemoveAll(earlier => earlier.Id == verdict.Id);
                    found.Add(verdict);
                }
                catch (FormatException error)
                {
                    problems.Add($"cell '{id}': {error.Message}");
                }
            }
        }
        return found;
    }
}
