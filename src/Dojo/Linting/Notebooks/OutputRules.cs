using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using HonestAsync.Kernel;

namespace HonestAsync.Dojo;

/// <summary>
/// Stored outputs: types that every reader can show, verdicts that keep their contract, pictures that stay small, nothing
/// that only one machine knows.
/// Paths are known by how they begin, dates by year-month-day; the machine's name is looked for only if it is more
/// than a plain word, so that a machine called "server" does not forbid the word.
/// </summary>
internal static partial class OutputRules
{
    private const string Svg = "image/svg+xml";
    private const int LargestPicture = 15 * 1024;
    private static readonly string[] s_types = ["text/plain", "text/html", Svg, VerdictContract.MimeType];

    public static IEnumerable<LintFinding> Check(NotebookPage page)
    {
        foreach (var cell in page.Code)
        {
            foreach (var data in cell.Outputs.Select(output => output?["data"]).OfType<JsonObject>())
            {
                foreach (var finding in Data(page, cell, data))
                {
                    yield return finding;
                }
            }
            if (Strings(cell).Select(Local).FirstOrDefault(found => found.Length > 0) is { } local)
            {
                yield return page.Finding(cell, $"its output names '{local}', which only one machine or day knows",
                    "Print what every machine prints.");
            }
        }
    }

    private static IEnumerable<LintFinding> Data(NotebookPage page, NotebookCell cell, JsonObject data)
    {
        if (!data.ContainsKey("text/plain"))
        {
            yield return page.Finding(cell, "an output has no text/plain", "Let the result's ToString() be its text.");
        }
        foreach (string type in data.Select(item => item.Key).Where(type => !s_types.Contains(type)))
        {
            yield return page.Finding(cell, $"{type} is no type of the house", $"Emit {string.Join(", ", s_types[..3])}.");
        }
        if (data[VerdictContract.MimeType] is { } verdict && Unreadable(verdict) is { } problem)
        {
            yield return page.Finding(cell, problem, $"Store it again: dojo run {page.Entry.Number} --save.");
        }
        int bytes = data[Svg] is { } svg ? Encoding.UTF8.GetByteCount(Text(svg)) : 0;
        if (bytes > LargestPicture)
        {
            yield return page.Finding(cell, $"a picture has {bytes} bytes", $"Draw it in {LargestPicture}: fewer points, fewer marks.");
        }
    }

    private static string? Unreadable(JsonNode verdict)
    {
        try
        {
            VerdictContract.Read(verdict.ToJsonString());
            return null;
        }
        catch (FormatException error)
        {
            return error.Message.TrimEnd('.');
        }
    }

    /// <summary>A text of nbformat: one string, or a list of lines.</summary>
    public static string Text(JsonNode? node) =>
        node is JsonArray lines ? string.Concat(lines.Select(line => line?.ToString())) : node?.ToString() ?? "";

    private static IEnumerable<string> Strings(NotebookCell cell) => cell.Outputs.OfType<JsonObject>()
        .SelectMany(output => output.Where(item => item.Key is "text" or "evalue" or "traceback").Select(item => Text(item.Value))
            .Concat((output["data"] as JsonObject ?? []).Select(item => item.Value is JsonObject json ? json.ToJsonString() : Text(item.Value))));

    private static string Local(string text)
    {
        string name = Environment.MachineName;
        return Place().Match(text) is { Success: true } place ? place.Value
            : name.Any(c => !char.IsLetter(c)) && Regex.IsMatch(text, $@"\b{Regex.Escape(name)}\b", RegexOptions.None, TimeSpan.FromSeconds(1)) ? name
            : "";
    }

    [GeneratedRegex(@"(?<![\w.…])/(home|Users|root|tmp|var|mnt)/[\w.]+|\b[A-Z]:\\[\w.]+|\b20[0-9]{2}-[01][0-9]-[0-3][0-9]\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Place();
}
