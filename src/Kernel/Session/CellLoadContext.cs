using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace HonestAsync.Kernel;

/// <summary>
/// Where a session's cells and what they reference are loaded. The shared framework stays the process's own;
/// a library that the kernel also uses (Roslyn, say) is loaded a second time, in the notebook's version.
/// </summary>
internal sealed class CellLoadContext() : AssemblyLoadContext("cells")
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, string> _assemblies = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _nativeFolders = [];

    public void AddAssembly(string path)
    {
        lock (_gate)
        {
            _assemblies.TryAdd(Path.GetFileNameWithoutExtension(path), path);
        }
    }

    public void AddNativeFolder(string folder)
    {
        lock (_gate)
        {
            if (!_nativeFolders.Contains(folder, StringComparer.Ordinal))
            {
                _nativeFolders.Add(folder);
            }
        }
    }

    /// <summary>
    /// A folder as a build leaves it: assemblies beside each other, native libraries under runtimes.
    /// </summary>
    public void AddBuildFolder(string folder)
    {
        foreach (var path in Directory.EnumerateFiles(folder, "*.dll"))
        {
            AddAssembly(path);
        }
        AddNativeFolder(folder);
        foreach (var rid in RuntimeIds())
        {
            var native = Path.Combine(folder, "runtimes", rid, "native");
            if (Directory.Exists(native))
            {
                AddNativeFolder(native);
            }
        }
    }

    /// <summary>This machine's runtime identifiers, the most specific first.</summary>
    public static IEnumerable<string> RuntimeIds()
    {
        var rid = RuntimeInformation.RuntimeIdentifier;
        var architecture = rid[(rid.LastIndexOf('-') + 1)..];
        var system = OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux";
        return new[] { rid, $"{system}-{architecture}", system, OperatingSystem.IsWindows() ? "any" : "unix", "any" }
            .Distinct(StringComparer.Ordinal);
    }

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        var name = assemblyName.Name ?? "";
        if (FrameworkReferences.Contains(name))
        {
            return null;
        }
        if (string.Equals(name, typeof(CellFunctions).Assembly.GetName().Name, StringComparison.OrdinalIgnoreCase))
        {
            return typeof(CellFunctions).Assembly;
        }
        string? path;
        lock (_gate)
        {
            _assemblies.TryGetValue(name, out path);
        }
        return path is null ? null : LoadFromAssemblyPath(path);
    }

    protected override IntPtr LoadUnmanagedDll(string unmanagedDllName)
    {
        string[] folders;
        lock (_gate)
        {
            folders = [.. _nativeFolders];
        }
        var candidates =
            from folder in folders
            from fileName in FileNames(unmanagedDllName)
            select Path.Combine(folder, fileName);
        var found = candidates.FirstOrDefault(File.Exists);
        return found is null ? IntPtr.Zero : LoadUnmanagedDllFromPath(found);
    }

    private static string[] FileNames(string name)
    {
        var extension = OperatingSystem.IsWindows() ? ".dll" : OperatingSystem.IsMacOS() ? ".dylib" : ".so";
        return [name, name + extension, "lib" + name + extension, "lib" + name];
    }
}
