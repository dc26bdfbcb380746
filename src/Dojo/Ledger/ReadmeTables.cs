using System.Text;

namespace HonestAsync.Dojo;

/// <summary>The README's tables of notebooks and katas, made from the data between two marks each.</summary>
public static class ReadmeTables
{
    /// <summary>The README with fresh tables; everything outside the marks is kept.</summary>
    /// <exception cref="DojoException">A mark is missing.</exception>
    public static string Refresh(string readme, ProjectFolder project, ClaimLedger ledger)
    {
        readme = Replace(readme, "notebooks", Notebooks(project, ledger));
        return Replace(readme, "katas", Katas(project, ledger));
    }

    private static string Notebooks(ProjectFolder project, ClaimLedger ledger)
    {
        var table = new StringBuilder("| | notebook | question | claims | verdicts |\n|---|---|---|---|---|\n");
        foreach (var entry in ledger.Notebooks)
        {
            var claims = ledger.Claims.Where(claim => claim.Notebook == entry.Number).ToList();
            bool written = project.IsWritten(entry);
            string name = written ? $"[{entry.Title}](notebooks/{entry.FileName})" : entry.Title;
            string verdicts = written
                ? claims.Select(claim => claim.Verdict).OfType<Verdict>().ToCounts()
                : "planned";
            verdicts += entry.Partial == true ? $" ({claims.Count(claim => claim.Verdict is null)} still to come)" : "";
            table.Append($"| {entry.Number} | {name} | {entry.Goal} | {claims.Count} | {verdicts} |\n");
        }
        return table.ToString();
    }

    private static string Katas(ProjectFolder project, ClaimLedger ledger)
    {
        var written = KataFile.All(project);
        var table = new StringBuilder("| | kata | idea | difficulty | minutes | notebook |\n|---|---|---|---|---|---|\n");
        foreach (var kata in written)
        {
            var notebook = ledger.Notebooks.FirstOrDefault(entry => entry.Number == kata.Notebook);
            string planned = notebook is not null && project.IsWritten(notebook) ? "" : " (planned)";
            table.Append($"| {kata.Number} | [{kata.Title}](katas/{kata.Folder}/README.md) | {kata.Idea} "
                + $"| {kata.Difficulty} of 5 | {kata.Minutes} | {kata.Notebook}{planned} |\n");
        }
        var toCome = ledger.Katas.Where(entry => written.All(kata => kata.Slug != entry.Slug))
            .Select(entry => $"{entry.Number} {entry.Slug}");
        return table.Append($"\nPlanned: {string.Join(", ", toCome)}.\n").ToString();
    }

    private static string Replace(string readme, string name, string content)
    {
        string start = $"<!-- {name}: generated -->\n";
        string end = $"<!-- /{name} -->";
        int from = readme.IndexOf(start, StringComparison.Ordinal);
        int to = readme.IndexOf(end, StringComparison.Ordinal);
        return from >= 0 && to > from
            ? readme[..(from + start.Length)] + content + readme[to..]
            : throw new DojoException($"README.md has no place for the table of {name}.", $"Put the lines '{start.Trim()}' and '{end}' where it belongs.");
    }
}
