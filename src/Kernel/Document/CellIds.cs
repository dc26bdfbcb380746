using System.Collections.Immutable;
using System.Text;

namespace HonestAsync.Kernel;

/// <summary>Ids that last: kept where they are valid, else made of the cell's first words.</summary>
internal static class CellIds
{
    private const int Words = 5;
    private const int MaximumLength = 64;

    public static ImmutableArray<NotebookCell> MakeUnique(IEnumerable<NotebookCell> cells)
    {
        var read = cells.ToList();
        var taken = read.Where(cell => IsValid(cell.Id)).Select(cell => cell.Id).ToHashSet(StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return [.. read.Select(cell =>
            IsValid(cell.Id) && seen.Add(cell.Id) ? cell : cell with { Id = NewId(cell, taken) })];
    }

    private static string NewId(NotebookCell cell, HashSet<string> taken)
    {
        var slug = Slug(cell);
        var id = slug;
        for (var number = 2; !taken.Add(id); number++)
        {
            id = $"{slug}-{number}";
        }
        return id;
    }

    private static string Slug(NotebookCell cell)
    {
        var words = new StringBuilder();
        foreach (var c in cell.Source.ToLowerInvariant().Take(200))
        {
            words.Append(char.IsAsciiLetterOrDigit(c) ? c : ' ');
        }
        var slug = string.Join('-',
            words.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(Words));
        // room for the number that tells two of the same words apart
        slug = slug[..Math.Min(slug.Length, MaximumLength - 6)].Trim('-');
        return slug.Length > 0 ? slug : cell.Type == CellType.Code ? "code" : "text";
    }

    private static bool IsValid(string id) =>
        id.Length is > 0 and <= MaximumLength && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
}
