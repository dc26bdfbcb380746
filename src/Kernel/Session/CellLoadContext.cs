using System.Reflection;
using System.Runtime.Loader;

namespace HonestAsync.Kernel;

/// <summary>
/// Where what cells reference is loaded, each assembly once and whatever version is asked for. What this process has in
/// the same or a newer version is taken from it: a chart or a kernel must be of the same type on both sides.
/// </summary>
/// <param name="pathOf">The file of an assembly by its simple name; null for an unknown one.</param>
internal sealed class CellLoadContext(Func<string, string?> pathOf) : AssemblyLoadContext("cells")
{
    private static readonly Lazy<Dictionary<string, string>> s_own = new(() =>
        ((string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .DistinctBy(path => Path.GetFileNameWithoutExtension(path), StringComparer.OrdinalIgnoreCase)
            .ToDictionary(path => Path.GetFileNameWithoutExtension(path), StringComparer.OrdinalIgnoreCase));

    /// <returns>Null for what is no cell's, and for what this process provides.</returns>
    public Assembly? Find(AssemblyName name) =>
        name.Name is { } simple && pathOf(simple) is { } path && !IsProvided(simple, path) ? LoadFromAssemblyPath(path) : null;

    protected override Assembly? Load(AssemblyName assemblyName) => Find(assemblyName);

    private static bool IsProvided(string simple, string path) =>
        s_own.Value.TryGetValue(simple, out var own)
        && AssemblyName.GetAssemblyName(own).Version >= AssemblyName.GetAssemblyName(path).Version;
}
