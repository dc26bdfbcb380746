namespace HonestAsync.Dojo;

/// <summary>Files that are written together or not at all, and never over existing ones.</summary>
internal sealed class NewFiles(ProjectFolder project)
{
    private readonly List<(string Path, string Text)> _files = [];

    public IReadOnlyList<string> Paths => [.. _files.Select(file => file.Path)];

    /// <param name="path">Relative to the clone, with forward slashes.</param>
    /// <param name="text">The file's whole text.</param>
    public void Add(string path, string text) => _files.Add((path, text.ReplaceLineEndings("\n")));

    /// <exception cref="DojoException">One of them exists, or the folder is read-only; nothing was
    /// written.</exception>
    public void Write()
    {
        if (_files.Find(file => File.Exists(Full(file.Path))) is { Path: not null } there)
        {
            throw new DojoException($"{there.Path} exists already; nothing was written.",
                "Edit that file, or remove it first.");
        }
        var written = new List<string>();
        try
        {
            foreach (var (path, text) in _files)
            {
                Disk.CreateFolder(Path.GetDirectoryName(Full(path))!);
                Disk.WriteText(Full(path), text);
                written.Add(path);
            }
        }
        catch (WriteException error)
        {
            foreach (string path in written)
            {
                Disk.TryDeleteFile(Full(path));
            }
            throw new DojoException($"Nothing was created: {error.What}.", "Make the clone writable.", error);
        }
    }

    private string Full(string path) =>
        Path.Combine(project.Root, path.Replace('/', Path.DirectorySeparatorChar));
}
