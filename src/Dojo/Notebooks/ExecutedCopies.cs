using HonestAsync.Kernel;

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
            Directory.CreateDirectory(folder);
            string probe = Path.Combine(folder, $".write-test-{Guid.NewGuid():N}");
            File.WriteAllText(probe, "");
            File.Delete(probe);
            return new ExecutedCopies(Path.GetFullPath(folder));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DojoException($"The folder for executed copies cannot be written to: {error.Message}",
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
            result.Run.ExecutedDocument.Save(file);
            return file;
        }
        catch (NotebookSaveException error)
        {
            throw new DojoException($"The executed copy was not written: {error.Message}",
                "Name another folder with --out.", error);
        }
    }
}
