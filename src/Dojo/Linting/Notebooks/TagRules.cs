using HonestAsync.Kernel;

namespace HonestAsync.Dojo;

/// <summary>
/// Each code cell says whether its output is compared exactly; one that fails on purpose says that, too.
/// </summary>
internal static class TagRules
{
    private static readonly string[] s_kinds = ["deterministic", "measured"];

    public static IEnumerable<LintFinding> Check(NotebookPage page)
    {
        foreach (var cell in page.Code)
        {
            if (cell.Tags.Count(s_kinds.Contains) != 1)
            {
                yield return page.Finding(cell, "it is not tagged deterministic or measured, one of the two",
                    "Say deterministic if every run prints the same, else measured.");
            }
            foreach (string tag in cell.Tags.Where(tag => !s_kinds.Contains(tag) && tag != NotebookCell.RaisesException))
            {
                yield return page.Finding(cell, $"nothing reads the tag '{tag}'", "Remove it.");
            }
            bool fails = cell.Outputs.Any(output => output?["output_type"]?.ToString() == "error");
            if (cell.Outputs.Count > 0 && fails != cell.HasTag(NotebookCell.RaisesException))
            {
                yield return page.Finding(cell, fails ? "its stored output is an exception" : "its stored output is no exception",
                    fails ? $"Fix it, or tag it {NotebookCell.RaisesException}." : $"Remove {NotebookCell.RaisesException}.");
            }
        }
        foreach (var cell in page.Texts.Where(cell => !cell.Tags.IsEmpty))
        {
            yield return page.Finding(cell, "a text cell has no tags", "Remove them.");
        }
    }
}
