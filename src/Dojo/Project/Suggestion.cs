namespace HonestAsync.Dojo;

/// <summary>Finds the known names that a mistyped one may mean.</summary>
internal static class Suggestion
{
    /// <summary>
    /// At most three names, nearest first; those whose words are the typed ones, or almost, come first.
    /// </summary>
    public static IReadOnlyList<string> For(string typed, IEnumerable<string> known) =>
    [
        .. known
            .Select(name => (name, Distance: HasPartsOf(typed, name) ? 0 : Distance(typed, name)))
            .Where(near => near.Distance <= Math.Max(2, typed.Length / 3))
            .OrderBy(near => near.Distance).ThenBy(near => near.name, StringComparer.Ordinal)
            .Take(3).Select(near => near.name),
    ];

    /// <summary>A sentence with the near names, or an empty text when nothing is near.</summary>
    public static string Sentence(string typed, IEnumerable<string> known)
    {
        var near = For(typed, known);
        return near.Count == 0 ? "" : $"Did you mean {string.Join(" or ", near)}? ";
    }

    private static bool HasPartsOf(string typed, string name)
    {
        string[] parts = name.Split('-');
        return name.Contains(typed, StringComparison.OrdinalIgnoreCase)
            || typed.Split('-', ' ').All(word => parts.Any(part => Distance(word, part) <= (word.Length < 5 ? 0 : 2)));
    }

    /// <summary>Levenshtein's edit distance, case ignored.</summary>
    private static int Distance(string a, string b)
    {
        int[] previous = [.. Enumerable.Range(0, b.Length + 1)];
        foreach (char x in a)
        {
            int[] current = new int[b.Length + 1];
            current[0] = previous[0] + 1;
            for (int j = 1; j <= b.Length; j++)
            {
                int replace = previous[j - 1] + (char.ToLowerInvariant(x) == char.ToLowerInvariant(b[j - 1]) ? 0 : 1);
                current[j] = Math.Min(replace, Math.Min(previous[j], current[j - 1]) + 1);
            }
            previous = current;
        }
        return previous[^1];
    }
}
