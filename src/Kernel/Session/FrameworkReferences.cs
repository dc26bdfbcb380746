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

    // closed: none of them refers to one that is not among them. Otherwise its types would be others once that one is added
    private static readonly HashSet<string> s_few = new(StringComparer.OrdinalIgnoreCase)
    {
        "Microsoft.CSharp", "Microsoft.Win32.Primitives", "System.Collections",
        "System.Collections.Concurrent", "System.Collections.Immutable", "System.Console",
        "System.Diagnostics.Tracing", "System.IO.Compression", "System.IO.MemoryMappedFiles", "System.Linq",
        "System.Linq.Expressions", "System.Memory", "System.Numerics.Vectors", "System.ObjectModel",
        "System.Private.CoreLib", "System.Private.Uri", "System.Reflection.Emit",
        "System.Reflection.Emit.ILGeneration", "System.Reflection.Emit.Lightweight",
        "System.Reflection.Metadata", "System.Reflection.Primitives", "System.Runtime",
        "System.Runtime.Extensions", "System.Runtime.InteropServices", "System.Runtime.Intrinsics",
        "System.Text.Encoding.Extensions", "System.Text.RegularExpressions", "System.Threading",
        "System.Threading.Channels", "System.Threading.Tasks", "System.Threading.Tasks.Parallel",
        "System.Threading.Thread", "System.Threading.ThreadPool",
    };

    public static ImmutableArray<MetadataReference> All => s_references.Value;

    /// <summary>What nearly every cell needs; more makes each compilation longer, and waits for a cell that asks for it.</summary>
    public static IEnumerable<MetadataReference> Few => All.Where(reference => s_few.Contains(NameOf(reference)));

    /// <summary>The facade through which libraries for .NET Standard, such as the engine, find object and string.</summary>
    public static MetadataReference NetStandard => All.First(reference => NameOf(reference) is "netstandard");

    /// <summary>The rest of .NET itself.</summary>
    public static IEnumerable<MetadataReference> Rest =>
        All.Where(reference => !IsWeb(reference) && !s_few.Contains(NameOf(reference)));

    /// <summary>ASP.NET Core: 140 more.</summary>
    public static IEnumerable<MetadataReference> Web => All.Where(IsWeb);

    public static bool Contains(string simpleName) => s_paths.Value.ContainsKey(simpleName);

    private static bool IsWeb(MetadataReference reference) =>
        reference.Display!.Contains("AspNetCore.App", StringComparison.OrdinalIgnoreCase);

    private static string NameOf(MetadataReference reference) => Path.GetFileNameWithoutExtension(reference.Display!);

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
