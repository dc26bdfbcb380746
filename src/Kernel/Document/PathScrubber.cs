using System.Text.Json.Nodes;

namespace HonestAsync.Kernel;

/// <summary>
/// Takes the paths of this machine out of outputs: below the notebook's folder they become relative; below its
/// repository, the home folder and the temporary folder, the machine's part becomes <c>…</c>.
/// </summary>
internal sealed class PathScrubber
{
    private readonly List<(string Prefix, string Replacement)> _rules = [];

    private PathScrubber(params (string? Folder, string Replacement)[] folders)
    {
        foreach (var (folder, replacement) in folders)
        {
            var prefix = folder?.TrimEnd('/', '\\') ?? "";
            // "/" or "C:" alone would match nearly everything
            if (prefix.Length > 3)
            {
                _rules.Add((prefix, replacement));
            }
        }
    }

    public static PathScrubber For(string notebookFolder) => new(
        (notebookFolder, "."),
        (RepositoryOf(notebookFolder), "…"),
        (Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), "…"),
        (Path.GetTempPath(), "…"));

    public string Scrub(string text) =>
        _rules.Aggregate(text, (scrubbed, rule) => Replace(scrubbed, rule.Prefix, rule.Replacement));

    /// <summary>Scrubs all strings in a JSON value; gives a copy.</summary>
    public JsonNode? Scrub(JsonNode? node) => node switch
    {
        JsonArray array => new JsonArray([.. array.Select(Scrub)]),
        JsonObject entries => new JsonObject(entries.Select(entry => KeyValuePair.Create(entry.Key, Scrub(entry.Value)))),
        _ => NotebookReader.Text(node) is { } text ? Scrub(text) : node?.DeepClone(),
    };

    private static string Replace(string text, string prefix, string replacement)
    {
        for (var at = text.IndexOf(prefix, StringComparison.Ordinal); at >= 0;
             at = text.IndexOf(prefix, at, StringComparison.Ordinal))
        {
            var end = at + prefix.Length;
            var starts = at == 0 || !IsPathCharacter(text[at - 1]);
            var ends = end == text.Length || text[end] is '/' or '\\' || !IsPathCharacter(text[end]);
            if (starts && ends)
            {
                text = text[..at] + replacement + text[end..];
            }
            at = Math.Min(text.Length, at + (starts && ends ? replacement.Length : prefix.Length));
        }
        return text;
    }

    // a file address ends in the slash that a path starts with
    private static bool IsPathCharacter(char c) => char.IsLetterOrDigit(c) || c is '_' or '-' or '.' or '…';

    private static string? RepositoryOf(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
        {
            if (Path.Exists(Path.Combine(at.FullName, ".git")))
            {
                return at.FullName;
            }
        }
        return null;
    }
}
