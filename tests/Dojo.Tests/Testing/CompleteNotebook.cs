using System.Text.Json.Nodes;
using HonestAsync.Kernel;

namespace HonestAsync.Dojo.Tests;

/// <summary>A notebook 01 that keeps every rule, with one experiment that judges one-claim.</summary>
internal static class CompleteNotebook
{
    private const string Padding = " A plain word stands here so that the notebook is long enough for one sitting.";

    public static NotebookDocument In(FakeClone clone)
    {
        var cells = new List<NotebookCell>
        {
            Text("title", "# Does it hold?\n\n**Yes: 42 of 42.**\n\nRun time about 7 seconds. Know before: nothing."),
            Code("setup", "#r \"../src/Lab/bin/Release/net10.0/Lab.dll\"\nusing HonestAsync;\nvar scoreboard = new Scoreboard();"),
            Code("environment", "MachineReport.Now()") with { Tags = ["measured"], Outputs = [Shown("one core")] },
            Text("so-question", "## 1. Is it so?\n\n> `one-claim` (article 000 §A): 77 of them.\n\n**Predict:** how many?"),
            Code("so-predict", "var yourGuess = \"?\"; // a number"),
            Code("so-run", "var found = Count(6_000);"),
            Code("so-table", "TextTable.Of(\"found\").Row(found)") with { Outputs = [Shown("found\n42")] },
            Code("so-verdict", "scoreboard.Judge(\"one-claim\", rule, treatment, control, yourGuess)")
                with { Outputs = [Shown("one-claim: HOLDS", (VerdictContract.MimeType, JsonNode.Parse(VerdictContract.Write(Verdicts.Of("one-claim", Verdict.Holds)))!))] },
            Text("so-why", "**Why.** It found 42 of 6,000." + string.Concat(Enumerable.Repeat(Padding, 3)) + "\n\n**What sets the limit:** the one thread."),
        };
        cells.AddRange(Enumerable.Range(1, 6).Select(i => Code($"aside-{(char)('a' + i)}", "var same = 1;")));
        cells.AddRange(
        [
            Text("limits", "## Where this stops being true\n\n" + string.Concat(Enumerable.Repeat(Padding, 40))),
            Code("scoreboard", "scoreboard"),
            Text("change-it", "## Change it\n\n1. *Easy.* Raise it to 987. See [SCOREBOARD](claims.json)."),
        ]);
        var document = new NotebookDocument(cells, clone.NotebookFile);
        document.Save();
        return document;
    }

    /// <summary>Saves the notebook with one cell replaced.</summary>
    public static void Change(FakeClone clone, string id, Func<NotebookCell, NotebookCell> change)
    {
        var document = NotebookDocument.Load(clone.NotebookFile);
        new NotebookDocument(document.Cells.Select(cell => cell.Id == id ? change(cell) : cell), clone.NotebookFile).Save();
    }

    /// <summary>A display of this text, and of other types with it.</summary>
    public static JsonObject Shown(string text, params (string Type, JsonNode Value)[] more)
    {
        var data = new JsonObject { ["text/plain"] = text };
        foreach (var (type, value) in more)
        {
            data[type] = value;
        }
        return new JsonObject { ["output_type"] = "display_data", ["metadata"] = new JsonObject(), ["data"] = data };
    }

    private static NotebookCell Text(string id, string source) => new(id, CellType.Markdown, source);

    private static NotebookCell Code(string id, string source) => new(id, CellType.Code, source) { Tags = ["deterministic"] };
}
