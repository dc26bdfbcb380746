using System.Text.Json;
using System.Text.Json.Nodes;

namespace HonestAsync.Dojo;

/// <summary>One kernelspec: the folder in which a client finds how a kernel is started.</summary>
/// <param name="Folder">Its folder; the last part is its name.</param>
/// <param name="DisplayName">What people choose it by.</param>
/// <param name="Argv">Its command, with the placeholder <c>{connection_file}</c>.</param>
/// <param name="IsOurs">Whether this tool has written it.</param>
internal sealed record KernelSpec(string Folder, string DisplayName, IReadOnlyList<string> Argv, bool IsOurs)
{
    /// <summary>The name in our notebooks, which is that of .NET Interactive: either kernel opens them.</summary>
    public const string UsualName = ".net-csharp";

    private const string FileName = "kernel.json";
    private const string Mark = "honest-async";

    /// <summary>Unique in a client, whatever the case of its letters.</summary>
    public string Name => Path.GetFileName(Folder);

    /// <summary>The first file it starts that no longer exists; null while it can be started.</summary>
    public string? MissingFile =>
        Argv.Take(2).FirstOrDefault(file => Path.IsPathRooted(file) && !File.Exists(file));

    /// <summary>What a user types to install ours under this name.</summary>
    public static string InstallCommand(string name) =>
        name == UsualName ? "dojo kernel install" : $"dojo kernel install --name {name}";

    /// <summary>
    /// Whether the kernelspec in a folder contains a word, also one that is not ours. One that cannot be read counts:
    /// what it may start is kept.
    /// </summary>
    public static bool Mentions(string folder, string word)
    {
        string file = Path.Combine(folder, FileName);
        try
        {
            return File.Exists(file) && File.ReadAllText(file).Contains(word, StringComparison.Ordinal);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }

    /// <returns>Null if there is none, or none that can be read.</returns>
    public static KernelSpec? Read(string folder)
    {
        try
        {
            string file = Path.Combine(folder, FileName);
            if (!File.Exists(file) || JsonNode.Parse(File.ReadAllText(file)) is not JsonObject json)
            {
                return null;
            }
            var argv = (json["argv"] as JsonArray ?? []).Select(word => word?.ToString() ?? "").ToList();
            return new KernelSpec(folder, json["display_name"]?.ToString() ?? "", argv,
                (json["metadata"] as JsonObject)?.ContainsKey(Mark) == true);
        }
        catch (Exception error) when (error is JsonException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The kernelspecs in a folder, by name.</summary>
    public static IEnumerable<KernelSpec> All(string kernels) => Directory.Exists(kernels)
        ? Directory.GetDirectories(kernels).Order(StringComparer.OrdinalIgnoreCase).Select(Read).OfType<KernelSpec>()
        : [];

    /// <summary>Writes it with its logos.</summary>
    public void Write()
    {
        Disk.CreateFolder(Folder);
        var json = new JsonObject
        {
            ["argv"] = new JsonArray([.. Argv.Select(word => (JsonNode)word)]),
            ["display_name"] = DisplayName,
            ["language"] = "C#",
            ["interrupt_mode"] = "message",
            ["metadata"] = new JsonObject { [Mark] = true, ["debugger"] = false },
        };
        foreach (string logo in new[] { "logo-32x32.png", "logo-64x64.png", "logo-svg.svg" })
        {
            using var from = typeof(KernelSpec).Assembly.GetManifestResourceStream(logo)!;
            Disk.WriteBytes(Path.Combine(Folder, logo), from);
        }
        // last: a client that looks meanwhile finds all of it or nothing
        string text = json.ToJsonString(new JsonSerializerOptions { WriteIndented = true });
        Disk.WriteText(Path.Combine(Folder, FileName), text + "\n");
    }
}
