using Microsoft.CodeAnalysis;

namespace HonestAsync.Kernel;

/// <summary>What a session references: the frameworks, and what its cells added with <c>#r</c>.</summary>
internal sealed class References(SessionOptions options, CellLoadContext context)
{
    private readonly Dictionary<string, MetadataReference> _added = new(StringComparer.OrdinalIgnoreCase);
    private readonly NuGetPackages _packages = new();

    public IEnumerable<MetadataReference> All =>
        FrameworkReferences.All
            .Append(MetadataReference.CreateFromFile(typeof(CellFunctions).Assembly.Location))
            .Concat(_added.Values);

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
            AddFile(reference, options.Folder);
        }
    }

    /// <summary>
    /// References an assembly by its path; framework assemblies may be given by name alone.
    /// </summary>
    /// <returns>Null for what is referenced anyway.</returns>
    public MetadataReference? AddFile(string reference, string baseFolder)
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
                ? $"`{reference}` is not there (looked relative to the notebook's folder). Correct the path in the #r line."
                : $"`{reference}` is not there: it has not been built yet. Build it with `{build.BuildCommand}` at the " +
                  "root of the repository, then run this cell again.");
        }
        WarnIfStale(build, path);

        var folder = ShadowCopies.Of(Path.GetDirectoryName(path)!);
        var copy = Path.Combine(folder, Path.GetFileName(path));
        context.AddAssembly(copy);
        context.AddBuildFolder(folder);
        foreach (var assembly in AssemblyClosure.Of(copy))
        {
            AddReference(assembly);
        }
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
        foreach (var assembly in _packages.Add(package, interrupt))
        {
            context.AddAssembly(assembly.RuntimePath);
            AddReference(assembly.ReferencePath);
        }
        foreach (var folder in _packages.NativeFolders)
        {
            context.AddNativeFolder(folder);
        }
    }

    private void AddReference(string path)
    {
        var name = Path.GetFileNameWithoutExtension(path);
        if (!FrameworkReferences.Contains(name))
        {
            _added.TryAdd(name, MetadataReference.CreateFromFile(path));
        }
    }
}
