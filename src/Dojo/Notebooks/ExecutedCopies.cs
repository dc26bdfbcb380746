namespace HonestAsync.Dojo;

/// <summary>A folder for executed copies: the notebooks themselves stay as they are.</summary>
internal sealed class ExecutedCopies
{
    private readonly string _folder;

    private ExecutedCopies(string folder) => _folder = folder;

    /// <exception cref="DojoException">The folder cannot be written to; said before anything
    /// runs.</exception>
    public static ExecutedCopies Into(string folder)
    {
        try
        {
            Disk.CreateFolder(folder);
            string probe = Path.Combine(folder, $".write-test-{Guid.NewGuid():N}");
            Disk.EnsureWritable(probe);
            Disk.DeleteFile(probe);
            return new ExecutedCopies(Path.GetFullPath(folder));
        }
        catch (WriteException error)
        {
            throw new DojoException($"The folder for executed copies cannot be written to: {error.What}.",
                "Name another folder with --out.", error);
        }
    }

    public string Write(NotebookResult result)
    {
        string file = Path.Combine(_folder, Path.GetFileName(result.Notebook.Path));
        if (Path.GetFullPath(file) == Path.GetFullPath(result.Notebook.Path))
        {
            throw new DojoException("--out names the folder that the notebook lies in: its copy would replace it.",
                "Name another folder, or use --save to refresh the stored outputs.");
        }
        try
        {
            Disk.Save(result.Run.ExecutedDocument, file);
            return file;
        }
        catch (WriteException error)
        {
            throw new DojoException($"An executed copy is missing: {error.What}.",
                "Free some space, or name another folder with --out.", error);
        }
    }
}
