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
        // all before the first library: its types would be others once more of what it refers to is known
        while (engine.AddFramework())
        {
            // the rest of .NET, then ASP.NET Core
        }
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
        Add(AssemblyClosure.Of(Path.Combine(copies, Path.GetFileName(path))).Select(file => new PackageAssembly(file, file)));
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
        Add(assemblies);
    }

    private void Add(IEnumerable<PackageAssembly> assemblies)
    {
        var added = new List<MetadataReference>();
        foreach (var (referencePath, runtimePath) in assemblies)
        {
            var name = Path.GetFileNameWithoutExtension(runtimePath);
            if (FrameworkReferences.Contains(name) || _added.ContainsKey(name))
            {
                continue;
            }
            // without its path: by that the script engine would load each assembly into a context of its own, and one
            // that two others ask for in different versions twice
            var reference = AssemblyMetadata.CreateFromFile(referencePath).GetReference(
                XmlDocumentationProvider.CreateFromFile(Path.ChangeExtension(referencePath, ".xml")), display: referencePath);
            _added.Add(name, reference);
            added.Add(reference);
            _libraries.AddAssembly(runtimePath);
        }
        engine.AddReferences(added);
    }
}
