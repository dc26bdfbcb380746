using System.Text.Json;

namespace HonestAsync.Helpers.Tests.Charts;

/// <summary>Every picture that the repository holds, and every sample as it is drawn now, by name.</summary>
internal static class StoredPictures
{
    public static IReadOnlyDictionary<string, string> All { get; } = Find();

    private static Dictionary<string, string> Find()
    {
        var notebooks = Notebooks();
        return Samples.All.Concat(EdgeCases.All).Select(chart => (chart.Key, Svg: chart.Value.ToSvg()))
            .Concat(Directory.GetFiles(Path.Combine(notebooks, "pictures"), "*.svg")
                .Select(file => (Path.GetFileName(file), File.ReadAllText(file))))
            .Concat(Directory.GetFiles(notebooks, "*.ipynb").SelectMany(InNotebook))
            .ToDictionary(picture => picture.Item1, picture => picture.Item2, StringComparer.Ordinal);
    }

    private static List<(string Name, string Svg)> InNotebook(string file)
    {
        using var notebook = JsonDocument.Parse(File.ReadAllText(file));
        var found = new List<(string, string)>();
        foreach (var cell in notebook.RootElement.GetProperty("cells").EnumerateArray())
        {
            var outputs = cell.TryGetProperty("outputs", out var stored) ? stored.EnumerateArray().ToList() : [];
            foreach (var (i, output) in outputs.Index())
            {
                if (output.TryGetProperty("data", out var data) && data.TryGetProperty("image/svg+xml", out var svg))
                {
                    found.Add(($"{Path.GetFileName(file)[..2]} {cell.GetProperty("id").GetString()} {i}", Text(svg)));
                }
            }
        }

        return found;
    }

    private static string Text(JsonElement lines) => lines.ValueKind == JsonValueKind.Array
        ? string.Concat(lines.EnumerateArray().Select(line => line.GetString()))
        : lines.GetString()!;

    private static string Notebooks()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var notebooks = Path.Combine(at.FullName, "notebooks");
            if (File.Exists(Path.Combine(notebooks, "claims.json")))
            {
                return notebooks;
            }
        }

        throw new DirectoryNotFoundException("No folder of notebooks above the tests' output folder.");
    }
}
