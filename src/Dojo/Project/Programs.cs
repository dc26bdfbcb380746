namespace HonestAsync.Dojo;

/// <summary>Programs that the system finds by name.</summary>
internal static class Programs
{
    /// <summary>The first of some names that the folders of a path variable contain; null for none.</summary>
    public static string? Find(IEnumerable<string> names, string? path)
    {
        string[] folders = (path ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return names.SelectMany(name => folders.Select(folder => Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists);
    }
}
