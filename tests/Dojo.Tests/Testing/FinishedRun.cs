using System.Text.Json.Nodes;
using HonestAsync.Kernel;

namespace HonestAsync.Dojo.Tests;

/// <summary>
/// A run that has ended well, with verdicts among the outputs of its first cell; no kernel is started.
/// </summary>
internal static class FinishedRun
{
    public static NotebookRunner Printing(IReadOnlyList<(string Id, Verdict Verdict)> verdicts) =>
        Showing([.. verdicts.Select(verdict => JsonNode.Parse(VerdictContract.Write(Verdicts.Of(verdict.Id, verdict.Verdict)))!)]);

    /// <summary>A run that showed this as verdicts.</summary>
    public static NotebookRunner Showing(params IReadOnlyList<JsonNode> verdicts) => (notebook, ledger, _, _, _) =>
    {
        var document = NotebookDocument.Load(notebook.Path);
        var outputs = new JsonArray([.. verdicts.Select(verdict => CompleteNotebook.Shown("", (VerdictContract.MimeType, verdict)))]);
        var cell = new CellRun(0, document.Cells[0].Id, CellStatus.Ok, TimeSpan.Zero, outputs, "");
        return Task.FromResult(NotebookResult.Of(notebook, new NotebookRun(document, [cell], TimeSpan.Zero), ledger));
    };
}
