using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace HonestAsync.Kernel;

/// <summary>
/// All assemblies of the .NET and ASP.NET Core shared frameworks that this process runs on.
/// </summary>
internal static class FrameworkReferences
{
    private static readonly Lazy<ImmutableDictionary<string, string>> s_paths = new(FindPaths);
    private static readonly Lazy<ImmutableArray<MetadataReference>> s_references = new(() =>
        [.. s_paths.Value.Values.Select(path => MetadataReference.CreateFromFile(path))]);

    public static ImmutableArray<MetadataReference> All => s_references.Value;

    /// <summary>Those that every cell is compiled against.</summary>
    public static ImmutableArray<MetadataReference> Core => [.. All.Where(reference => !IsWeb(reference.Display!))];

    /// <summary>
    /// ASP.NET Core: 140 more, which make each cell's compilation half as long again, so they wait for the first cell
    /// that needs one.
    /// </summary>
    public static IEnumerable<MetadataReference> Web => All.Where(reference => IsWeb(reference.Display!));

    public static bool Contains(string simpleName) => s_paths.Value.ContainsKey(simpleName);

    private static bool IsWeb(string path) => path.Contains("AspNetCore.App", StringComparison.OrdinalIgnoreCase);

    private static ImmutableDictionary<string, string> FindPaths()
    {
        var trusted = (string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "";
        return trusted
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Where(IsSharedFramework)
            .ToImmutableDictionary(path => Path.GetFileNameWithoutExtension(path), StringComparer.OrdinalIgnoreCase);
    }

    // .../shared/Microsoft.NETCore.App/10.0.x/System.Linq.dll, next to .../shared/Microsoft.AspNetCore.App/10.0.x/
    private static bool IsSharedFramework(string path)
    {
        var shared = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", ".."));
        return path.StartsWith(shared + Path.DirectorySeparatorChar, StringComparison.OrdinalIgnoreCase);
    }
}
