using System.Text.Json.Nodes;

namespace HonestAsync.Kernel;

/// <summary>The files of restored packages, as <c>project.assets.json</c> lists them.</summary>
/// <param name="Assemblies">Of all packages.</param>
/// <param name="NativeFolders">With native libraries for this machine.</param>
/// <param name="Versions">What was restored, by package.</param>
internal sealed record PackageAssets(
    IReadOnlyList<PackageAssembly> Assemblies, IReadOnlyList<string> NativeFolders,
    IReadOnlyDictionary<string, string> Versions)
{
    public static PackageAssets Read(string path)
    {
        var assets = JsonNode.Parse(File.ReadAllText(path))!;
        var roots = assets["packageFolders"]!.AsObject().Select(folder => folder.Key).ToArray();
        var assemblies = new List<PackageAssembly>();
        var natives = new List<string>();
        var versions = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (id, library) in assets["targets"]!.AsObject().First().Value!.AsObject())
        {
            versions[id.Split('/')[0]] = id.Split('/')[^1];
            var folder = assets["libraries"]?[id]?["path"]?.GetValue<string>();
            if (folder is null || roots.Select(r => Path.Combine(r, folder)).FirstOrDefault(Directory.Exists) is not { } root)
            {
                continue;
            }
            assemblies.AddRange(AssembliesOf(root, library!));
            natives.AddRange(Files(library!, "runtimeTargets")
                .Where(file => AssetType(file.Value) is "native" && IsForThisMachine(file.Value))
                .Select(file => Path.GetDirectoryName(Path.Combine(root, file.Key))!));
        }
        return new PackageAssets(assemblies, [.. natives.Distinct(StringComparer.Ordinal)], versions);
    }

    private static IEnumerable<PackageAssembly> AssembliesOf(string root, JsonNode library)
    {
        var runtime = Files(library, "runtime").Select(file => file.Key).Where(IsAssembly)
            .ToDictionary(key => Path.GetFileName(key), key => Path.Combine(root, key), StringComparer.OrdinalIgnoreCase);
        var compile = Files(library, "compile").Select(file => file.Key).Where(IsAssembly)
            .ToDictionary(key => Path.GetFileName(key), key => Path.Combine(root, key), StringComparer.OrdinalIgnoreCase);
        // later ones win: the list goes from the least to the most specific runtime
        foreach (var rid in LibraryFinder.RuntimeIds().Reverse())
        {
            foreach (var (key, value) in Files(library, "runtimeTargets"))
            {
                if (IsAssembly(key) && string.Equals((string?)value?["rid"], rid, StringComparison.Ordinal))
                {
                    runtime[Path.GetFileName(key)] = Path.Combine(root, key);
                }
            }
        }
        return runtime.Select(file => new PackageAssembly(compile.GetValueOrDefault(file.Key, file.Value), file.Value));
    }

    private static IEnumerable<KeyValuePair<string, JsonNode?>> Files(JsonNode library, string kind) =>
        library[kind]?.AsObject() ?? Enumerable.Empty<KeyValuePair<string, JsonNode?>>();

    private static bool IsAssembly(string path) => path.EndsWith(".dll", StringComparison.OrdinalIgnoreCase);

    private static string? AssetType(JsonNode? file) => (string?)file?["assetType"];

    private static bool IsForThisMachine(JsonNode? file) =>
        LibraryFinder.RuntimeIds().Contains((string?)file?["rid"] ?? "", StringComparer.Ordinal);
}
