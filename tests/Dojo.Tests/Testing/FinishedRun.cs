using System.Text.Json.Nodes;
using HonestAsync.Kernel;

namespace HonestAsync.Dojo.Tests;

/// <summary>
/// A run that has ended well, with verdicts among the outputs of its first cell; no kernel is started.
/// </summary>
internal static class FinishedRun
{
    public static NotebookRunner Printing(IReadOnlyList<(string Id, string Word)> verdicts) => (notebook, ledger, _, _, _) =>
    {
        var document = NotebookDocument.Load(notebook.Path);
        var outputs = new JsonArray([.. verdicts.Select(verdict => Output(verdict.Id, verdict.Word))]);
        var cell = new CellRun(0, document.Cells[0].Id, CellStatus.Ok, TimeSpan.Zero, outputs, "");
        return Task.FromResult(NotebookResult.Of(notebook, new NotebookRun(document, [cell], TimeSpan.Zero), ledger));
    };

    private static JsonObject Output(string id, string word) => new()
    {
        ["output_type"] = "display_data",
        ["metadata"] = new JsonObject(),
        ["data"] = new JsonObject
        {
            ["application/vnd.honest-async.verdict+json"] = new JsonObject
            {
                ["id"] = id,
                ["verdict"] = word,
                ["controlVerdict"] = word == "Refuted" ? "Holds" : "Refuted",
                ["form"] = "Count",
                ["evidence"] = "n 1",
                ["needs"] = "one of them",
            },
        },
    };
}
