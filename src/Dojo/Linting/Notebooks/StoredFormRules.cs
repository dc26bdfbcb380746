using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace HonestAsync.Dojo;

/// <summary>Normal form, and ids of cells that a reader of a diff understands.</summary>
internal static partial class StoredFormRules
{
    public static IEnumerable<LintFinding> Check(NotebookPage page)
    {
        // the document has given bad ids up already: what the file says counts
        var ids = (JsonNode.Parse(page.Text)?["cells"] as JsonArray ?? [])
            .Select(cell => cell?["id"]?.ToString() ?? "").ToList();
        foreach (string id in ids.Where(id => !Readable().IsMatch(id) || StoredForm.IsGenerated(id)).Distinct(StringComparer.Ordinal))
        {
            yield return page.Finding($"the cell id '{id}' says nothing",
                "Name the cell in kebab case, experiment first: fifty-awaits-run");
        }
        foreach (var same in ids.GroupBy(id => id, StringComparer.Ordinal).Where(group => group.Count() > 1))
        {
            yield return page.Finding($"{same.Count()} cells have the id '{same.Key}'", "Give each an id of its own.");
        }
        if (page.Text != page.Document.Normalise().ToText())
        {
            yield return page.Finding("it is not in stored form", $"Run: dojo normalise {page.Entry.Number}");
        }
    }

    [GeneratedRegex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Readable();
}
