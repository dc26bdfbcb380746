namespace HonestAsync.Dojo;

/// <summary>The line at the bottom: where things stand, and the keys that there is room for.</summary>
internal static class WatchStatus
{
    private const string Between = "  ";

    // the first one goes first where there is no room; ? and q always stay
    private static readonly string[] s_leastNeeded = ["r reset", "l list", "n next", "h hint", "s solution"];

    /// <summary>As many keys as fit into the width.</summary>
    /// <param name="kata">The kata; where there is little room its number stands for it.</param>
    /// <param name="standing">Where it stands.</param>
    /// <param name="isSolved">Whether the solution is of more use than a hint.</param>
    /// <param name="width">Columns that there are.</param>
    public static string Line(Kata kata, string standing, bool isSolved, int width)
    {
        string name = kata.Name;
        List<string> keys = isSolved
            ? ["s solution", "n next", "l list", "r reset", "? help", "q quit"]
            : ["h hint", "n next", "l list", "r reset", "? help", "q quit"];
        name = Text().Length < width ? name : kata.File.Number;
        var leastNeeded = new Queue<string>(s_leastNeeded.Where(keys.Contains));
        while (Text().Length >= width && leastNeeded.TryDequeue(out string? key))
        {
            keys.Remove(key);
        }
        return Text();

        string Text() => $"{name}: {standing} │ {string.Join(Between, keys)}";
    }

    /// <summary>The keys while the solution is open.</summary>
    public static string Sections(int width)
    {
        var keys = SolutionSection.All.Select(section => $"{section.Key} {section.Name}");
        string line = string.Join(Between, keys.Append("Esc back"));
        return line.Length < width ? line : $"1 to {SolutionSection.All.Count} a section{Between}Esc back";
    }

    /// <summary>Every key, one line per key.</summary>
    public const string Help = """
        h  the next hint, one more each time
        n  the next kata that is not solved
        l  all katas; type to search
        r  restore the kata; yours is kept as .mine
        s  once solved, the solution pages; then a number:
           1 yours next to the reference  2 why  3 other right
           fixes  4 tempting wrong ones  5 analyzer rules
        q  quit (Ctrl+C, too)
        """;
}
