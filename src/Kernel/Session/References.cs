using Microsoft.CodeAnalysis;

namespace HonestAsync.Kernel;

/// <summary>What the cells of a session added with <c>#r</c>.</summary>
internal sealed class References(string folder, Engine engine)
{
    private readonly Dictionary<string, PortableExecutableReference> _added = new(StringComparer.OrdinalIgnoreCase);
    private readonly NuGetPackages _packages = new();
    private readonly LibraryFinder _libraries = new();

    /// <summary>Where packages come from, besides the configured sources.</summary>
    public void AddSource(string source) => _packages.AddSource(source);

    /// <summary>Follows one <c>#r</c>.</summary>
    /// <exception cref="DirectiveException">With what is missing and the command that makes it.</exception>
    public void Add(string reference, CancellationToken interrupt)
    {
        if (reference.StartsWith("nuget:", StringComparison.OrdinalIgnoreCase))
        {
            AddPackage(reference["nuget:".Length..], interrupt);
        }
        else
        {
            AddFile(reference, folder);
        }
    }

    /// <summary>
    /// References an assembly by its path; framework assemblies may be given by name alone.
    /// </summary>
    /// <returns>Null for what is referenced anyway.</returns>
    public PortableExecutableReference? AddFile(string reference, string baseFolder)
    {
        var name = Path.GetFileName(reference);
        var simpleName = name.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) ? name[..^4] : name;
        if (string.Equals(name, reference, StringComparison.Ordinal) && FrameworkReferences.Contains(simpleName))
        {
            return null;
        }

        var path = Path.GetFullPath(Path.Combine(baseFolder, reference.Replace('\\', '/')));
        var build = BuildOutput.Of(reference, path);
        if (!File.Exists(path))
        {
            throw new DirectiveException(build is null
                ? $"`{reference}` does not exist (looked relative to the notebook's folder). Correct the path in the #r line."
                : $"`{reference}` does not exist: it has not been built yet. Build it with `{build.BuildCommand}` at the " +
                  "root of the repository, then run this cell again.");
        }
        WarnIfStale(build, path);

        var copies = ShadowCopies.Of(Path.GetDirectoryName(path)!);
        _libraries.AddBuildFolder(copies);
        Add(AssemblyClosure.Of(Path.Combine(copies, Path.GetFileName(path))));
        return _added.GetValueOrDefault(simpleName);
    }

    private static void WarnIfStale(BuildOutput? build, string path)
    {
        if (build?.NewerSource(path) is { } source)
        {
            Console.Error.WriteLine(
                $"warning: {Path.GetFileName(path)} is older than its source {source}; this notebook runs the old " +
                $"code. Build it with `{build.BuildCommand}`, then restart the notebook.");
        }
    }

    private void AddPackage(string package, CancellationToken interrupt)
    {
        var assemblies = _packages.Add(package, interrupt);
        foreach (var native in _packages.NativeFolders)
        {
            _libraries.AddFolder(native);
        }
        Add(assemblies.Select(assembly => assembly.RuntimePath));
    }

    private void Add(IEnumerable<string> paths)
    {
        var added = new List<string>();
        foreach (var path in paths)
        {
            var name = Path.GetFileNameWithoutExtension(path);
            if (!FrameworkReferences.Contains(name) && !_added.ContainsKey(name))
            {
                _added.Add(name, MetadataReference.CreateFromFile(path));
                added.Add(path);
                _libraries.AddAssembly(path);
            }
        }
        engine.CSharp.AddAssemblyReferences(added);
    }
}
