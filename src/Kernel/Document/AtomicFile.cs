using System.Text;

namespace HonestAsync.Kernel;

/// <summary>Replaces a file in one step: a new one is written next to it, then renamed.</summary>
internal static class AtomicFile
{
    public static void Write(string path, string text)
    {
        // a link stays a link: what it leads to is replaced
        var link = File.Exists(path) ? File.ResolveLinkTarget(path, returnFinalTarget: true) : null;
        var target = link?.FullName ?? Path.GetFullPath(path);
        // renaming over a read-only file would succeed
        if (File.Exists(target) && new FileInfo(target).IsReadOnly)
        {
            throw new NotebookSaveException(
                $"{path} is read-only and was not changed. Make it writable, or save to another file.");
        }

        var hidden = $".{Path.GetFileName(target)}.{Path.GetRandomFileName()}";
        var draft = Path.Combine(Path.GetDirectoryName(target)!, hidden);
        try
        {
            WriteThrough(draft, text);
            if (!OperatingSystem.IsWindows() && File.Exists(target))
            {
                File.SetUnixFileMode(draft, File.GetUnixFileMode(target));
            }
            File.Move(draft, target, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (File.Exists(draft))
            {
                File.Delete(draft);
            }
            throw new NotebookSaveException(
                $"{path} could not be written and was not changed: {e.Message} " +
                "Check that its folder exists, is writable and has room.", e);
        }
    }

    private static void WriteThrough(string path, string text)
    {
        using var stream = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        stream.Write(Encoding.UTF8.GetBytes(text));
        stream.Flush(flushToDisk: true);
    }
}
