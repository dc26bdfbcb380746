using System.Globalization;

namespace HonestAsync.Dojo;

/// <summary>
/// How many banned words files may still hold that are to be rewritten. The list only shrinks: a file with more fails,
/// and one with fewer fails until its number is lowered.
/// </summary>
internal sealed class WordsLeft
{
    private const string Header = """
        # Banned words (banned-words.txt) in files that are still to be rewritten: how many, and where.
        # Numbers only go down: a file that has fewer fails the lint until its number is lowered. `dojo lint --fix` does that.

        """;

    private readonly ProjectFolder _project;
    private readonly SortedDictionary<string, int> _allowed = new(StringComparer.Ordinal);

    private WordsLeft(ProjectFolder project) => _project = project;

    /// <summary>Their sum.</summary>
    public int Count => _allowed.Values.Sum();

    /// <summary>Empty if the clone has no such list.</summary>
    /// <exception cref="DojoException">A line is not a number and a path.</exception>
    public static WordsLeft Load(ProjectFolder project)
    {
        var left = new WordsLeft(project);
        foreach (string line in File.Exists(project.WordsLeftFile) ? File.ReadAllLines(project.WordsLeftFile) : [])
        {
            if (line.Length == 0 || line.StartsWith('#'))
            {
                continue;
            }
            if (line.Split(' ', 2) is not [var number, var path]
                || !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int count)
                || !left._allowed.TryAdd(path, count))
            {
                throw new DojoException($"{Name(project)}: '{line}' is not a number and the path of one file.",
                    "Correct the line.");
            }
        }
        return left;
    }

    /// <summary>What is more than listed, or less.</summary>
    /// <param name="found">Findings by path.</param>
    public IEnumerable<LintFinding> Check(IReadOnlyDictionary<string, IReadOnlyList<LintFinding>> found)
    {
        foreach (var (path, findings) in found)
        {
            int allowed = _allowed.GetValueOrDefault(path);
            foreach (var finding in findings.Count > allowed ? findings : [])
            {
                yield return allowed == 0
                    ? finding
                    : finding with { What = $"{finding.What} ({findings.Count} here, {allowed} listed)" };
            }
        }
        foreach (var (path, allowed) in _allowed)
        {
            int now = found.TryGetValue(path, out var findings) ? findings.Count : 0;
            if (now < allowed)
            {
                yield return new(Name(_project), $"{path} has {now} banned words left, and {allowed} are listed",
                    "Lower the number: dojo lint --fix");
            }
        }
    }

    /// <summary>Lowers the numbers to what was found; raises none.</summary>
    public void Lower(IReadOnlyDictionary<string, IReadOnlyList<LintFinding>> found)
    {
        foreach (string path in _allowed.Keys.ToList())
        {
            int now = found.TryGetValue(path, out var findings) ? findings.Count : 0;
            _allowed[path] = Math.Min(_allowed[path], now);
        }
        if (File.Exists(_project.WordsLeftFile))
        {
            Disk.WriteText(_project.WordsLeftFile, Header + string.Concat(
                _allowed.Where(each => each.Value > 0).Select(each => $"{each.Value} {each.Key}\n")));
        }
    }

    private static string Name(ProjectFolder project) => KataLint.Relative(project, project.WordsLeftFile);
}
