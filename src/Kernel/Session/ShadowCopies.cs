using System.Globalization;

namespace HonestAsync.Kernel;

/// <summary>
/// Copies of build folders in the temporary folder, so that an open notebook never blocks a build.
/// They belong to one process: removed when it ends, or by the next one if it was killed.
/// </summary>
internal static class ShadowCopies
{
    private static readonly Lazy<string> s_own = new(CreateOwnFolder);

    // not "shadow": older kernels, of another clone, take names they do not know there for leftovers
    private static string Root =>
        Path.Combine(Path.GetTempPath(), "honest-async-kernel-" + Environment.UserName, "copies");

    /// <summary>The copy of a whole folder; a folder that has not changed since is copied once.</summary>
    public static string Of(string folder)
    {
        var files = Directory.GetFiles(folder, "*", SearchOption.AllDirectories);
        Array.Sort(files, StringComparer.Ordinal);
        var stamp = new HashCode();
        foreach (var file in files)
        {
            stamp.Add(file, StringComparer.Ordinal);
            stamp.Add(File.GetLastWriteTimeUtc(file));
            stamp.Add(new FileInfo(file).Length);
        }
        var copy = Path.Combine(s_own.Value, stamp.ToHashCode().ToString("x8", CultureInfo.InvariantCulture));
        if (!Directory.Exists(copy))
        {
            Copy(folder, files, copy);
        }
        return copy;
    }

    /// <summary>Removes the copies of a process that has ended.</summary>
    public static void RemoveOf(int processId)
    {
        if (Directory.Exists(Root))
        {
            foreach (var folder in Directory.GetDirectories(Root, $"{processId}-*"))
            {
                TryDelete(folder);
            }
        }
    }

    private static void Copy(string folder, string[] files, string target)
    {
        var unfinished = target + ".part";
        foreach (var file in files)
        {
            var to = Path.Combine(unfinished, Path.GetRelativePath(folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to, overwrite: true);
        }
        Directory.Move(unfinished, target);
    }

    private static string CreateOwnFolder()
    {
        var own = Path.Combine(Root, NameOf(ProcessIdentity.Own));
        RemoveStale();
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(own);
        }
        else
        {
            Directory.CreateDirectory(own,
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        AppDomain.CurrentDomain.ProcessExit += (_, _) => TryDelete(own);
        return own;
    }

    // an id alone may belong to a newer process by now
    private static string NameOf(ProcessIdentity process) => $"{process.Id}-{process.Start}";

    private static void RemoveStale()
    {
        if (!Directory.Exists(Root))
        {
            return;
        }
        foreach (var folder in Directory.GetDirectories(Root))
        {
            if (!IsAlive(Path.GetFileName(folder)))
            {
                TryDelete(folder);
            }
        }
    }

    private static bool IsAlive(string name) =>
        name.Split('-') is [var id, var start]
            && int.TryParse(id, CultureInfo.InvariantCulture, out var number) && new ProcessIdentity(number, start).IsAlive;

    private static void TryDelete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // loaded libraries are locked on Windows: the next start removes them
        }
    }
}
