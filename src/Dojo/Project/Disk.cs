#pragma warning disable RS0030 // the one place that may write: BannedSymbols.Writes.txt sends all others here
using HonestAsync.Kernel;

namespace HonestAsync.Dojo;

/// <summary>
/// Every change of files that this tool makes. One that fails is a <see cref="WriteException"/>, a sentence that
/// names the file.
/// </summary>
internal static class Disk
{
    /// <summary>Replaces a file in one step: a full disk leaves the old text.</summary>
    public static void WriteText(string path, string text) =>
        Do(path, "written", () => AtomicFile.Write(path, text));

    /// <summary>Writes into the file itself, as an editor does.</summary>
    public static void WriteInPlace(string path, string text) =>
        Do(path, "written", () => File.WriteAllText(path, text));

    public static void WriteBytes(string path, Stream content) => Do(path, "written", () =>
    {
        using var file = File.Create(path);
        content.CopyTo(file);
    });

    /// <summary>Fails where a file cannot be written; creates it where it is missing.</summary>
    public static void EnsureWritable(string path) => Do(path, "written", () =>
    {
        using var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write);
    });

    /// <inheritdoc cref="NotebookDocument.Save"/>
    public static void Save(NotebookDocument notebook, string path) =>
        Do(path, "written", () => notebook.Save(path));

    public static void CopyFile(string from, string to) =>
        Do(to, "written", () => File.Copy(from, to, overwrite: true));

    public static void MoveFolder(string from, string to) =>
        Do(to, "created", () => Directory.Move(from, to));

    public static void CreateFolder(string path) =>
        Do(path, "created", () => Directory.CreateDirectory(path));

    /// <returns>Its path, below the system's folder for temporary files.</returns>
    public static string CreateTemporaryFolder(string prefix)
    {
        string path = "";
        Do(Path.GetTempPath(), "written", () => path = Directory.CreateTempSubdirectory(prefix).FullName);
        return path;
    }

    public static void DeleteFile(string path) => Do(path, "removed", () => File.Delete(path));

    public static void DeleteFolder(string path) =>
        Do(path, "removed", () => Directory.Delete(path, recursive: true));

    /// <summary>For what may stay where it cannot be removed.</summary>
    public static void TryDeleteFile(string path) => Try(() => DeleteFile(path));

    /// <inheritdoc cref="TryDeleteFile"/>
    public static void TryDeleteFolder(string path) => Try(() => DeleteFolder(path));

    private static void Try(Action write)
    {
        try
        {
            write();
        }
        catch (WriteException)
        {
            // open on Windows, or never there
        }
    }

    private static void Do(string path, string verb, Action write)
    {
        try
        {
            write();
        }
        catch (NotebookSaveException error)
        {
            throw new WriteException(path, verb, error.InnerException ?? new IOException("The file is read-only"));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new WriteException(path, verb, error);
        }
    }
}
