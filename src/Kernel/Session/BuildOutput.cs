namespace HonestAsync.Kernel;

/// <summary>
/// What the path of a built assembly tells about its project: <c>src/X/bin/Release/net10.0/X.dll</c>.
/// </summary>
internal sealed record BuildOutput(string ProjectFolder, string BuildCommand)
{
    /// <returns>Null if the path does not look like the output of a project.</returns>
    public static BuildOutput? Of(string reference, string fullPath)
    {
        var parts = reference.Replace('\\', '/').Split('/', StringSplitOptions.RemoveEmptyEntries).ToList();
        var bin = parts.LastIndexOf("bin");
        if (bin < 1 || bin + 2 >= parts.Count)
        {
            return null;
        }
        var configuration = parts[bin + 1];
        var project = string.Join('/', parts.Take(bin).SkipWhile(part => part is ".." or "."));
        if (Path.IsPathRooted(reference))
        {
            project = "/" + project;
        }

        var folder = Path.GetDirectoryName(fullPath)!;
        for (var up = parts.Count - 1 - bin; up > 0; up--)
        {
            folder = Path.GetDirectoryName(folder)!;
        }
        return new BuildOutput(folder, $"dotnet build {project} -c {configuration}");
    }

    /// <summary>
    /// The first source file that is newer than the assembly, relative to the project; null if none is.
    /// </summary>
    public string? NewerSource(string assemblyPath)
    {
        var built = File.GetLastWriteTimeUtc(assemblyPath);
        // a package's assembly in the same folder is always older, and that is no mistake
        var project = Path.GetFileNameWithoutExtension(assemblyPath) + ".csproj";
        if (!File.Exists(Path.Combine(ProjectFolder, project)))
        {
            return null;
        }
        return Directory.EnumerateFiles(ProjectFolder, "*.cs", SearchOption.AllDirectories)
            .Select(path => (Path: path, Relative: Path.GetRelativePath(ProjectFolder, path).Replace('\\', '/')))
            .Where(source => !source.Relative.StartsWith("bin/", StringComparison.Ordinal)
                && !source.Relative.StartsWith("obj/", StringComparison.Ordinal)
                && File.GetLastWriteTimeUtc(source.Path) > built)
            .Select(source => source.Relative)
            .Order(StringComparer.Ordinal)
            .FirstOrDefault();
    }
}
