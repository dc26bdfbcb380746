using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace HonestAsync.Kernel;

/// <summary>
/// Finds what cells reference while they run: assemblies, which are loaded into one context, and native libraries, where
/// the runtime does not look: in the folders of packages, and under <c>runtimes</c> in a build's output.
/// </summary>
internal sealed class LibraryFinder
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, string> _assemblies = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _folders = [];
    private readonly HashSet<AssemblyLoadContext> _contexts = [];
    private readonly CellLoadContext _cells;

    public LibraryFinder()
    {
        _cells = new CellLoadContext(PathOf);
        AppDomain.CurrentDomain.AssemblyLoad += (_, loaded) => Serve(AssemblyLoadContext.GetLoadContext(loaded.LoadedAssembly));
    }

    public void AddAssembly(string path)
    {
        lock (_gate)
        {
            _assemblies.TryAdd(Path.GetFileNameWithoutExtension(path), path);
        }
    }

    public void AddFolder(string folder)
    {
        lock (_gate)
        {
            if (!_folders.Contains(folder, StringComparer.Ordinal))
            {
                _folders.Add(folder);
            }
        }
    }

    /// <summary>A folder as a build leaves it.</summary>
    public void AddBuildFolder(string folder)
    {
        AddFolder(folder);
        foreach (var path in Directory.EnumerateFiles(folder, "*.dll"))
        {
            AddAssembly(path);
        }
        foreach (var native in RuntimeIds().Select(rid => Path.Combine(folder, "runtimes", rid, "native"))
                     .Where(Directory.Exists))
        {
            AddFolder(native);
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

    // the script engine makes a load context for each folder
    private void Serve(AssemblyLoadContext? context)
    {
        lock (_gate)
        {
            // the kernel's own context keeps the versions that it came with
            if (context is null || context == AssemblyLoadContext.Default || !_contexts.Add(context))
            {
                return;
            }
        }
        context.Resolving += Find;
        context.ResolvingUnmanagedDll += Find;
    }

    private Assembly? Find(AssemblyLoadContext context, AssemblyName name) => _cells.Find(name);

    private string? PathOf(string name)
    {
        lock (_gate)
        {
            return _assemblies.GetValueOrDefault(name);
        }
    }

    private IntPtr Find(Assembly assembly, string name)
    {
        string[] folders;
        lock (_gate)
        {
            folders = [.. _folders];
        }
        var found = folders.SelectMany(folder => FileNames(name).Select(file => Path.Combine(folder, file)))
            .FirstOrDefault(File.Exists);
        return found is not null && NativeLibrary.TryLoad(found, out var handle) ? handle : IntPtr.Zero;
    }

    private static string[] FileNames(string name)
    {
        var extension = OperatingSystem.IsWindows() ? ".dll" : OperatingSystem.IsMacOS() ? ".dylib" : ".so";
        return [name, name + extension, "lib" + name + extension, "lib" + name];
    }
}
