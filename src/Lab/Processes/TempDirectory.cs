namespace HonestAsync.Lab;

/// <summary>
/// A temporary folder of this process. Removed when it is disposed; what a killed process left behind is removed by
/// the next one that makes such a folder. A folder whose owner lives, or cannot be asked, is never touched.
/// </summary>
internal sealed class TempDirectory : IDisposable
{
    private const string Prefix = "honest-async-lab-";
    private const UnixFileMode PassThrough = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private static readonly TimeSpan s_workerBound = TimeSpan.FromSeconds(5);
    private OwnerFile _owner = OwnerFile.OfThisProcess;

    /// <param name="passThrough">Other users may pass through it to folders inside, but not list it.</param>
    public TempDirectory(bool passThrough = false)
    {
        RemoveAbandoned(System.IO.Path.GetTempPath());
        Path = Directory.CreateTempSubdirectory(Prefix + OwnerFile.FolderPrefix).FullName;
        if (passThrough && !OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Path, PassThrough);
        }
        _owner.Write(Path);
    }

    public string Path { get; }

    /// <summary>Removes what dead processes left, and ends the workers that they left running.</summary>
    /// <param name="temporary">The folder in which such folders lie.</param>
    /// <returns>The folders removed.</returns>
    public static IReadOnlyList<string> RemoveAbandoned(string temporary)
    {
        var removed = new List<string>();
        foreach (string folder in Directory.EnumerateDirectories(temporary, Prefix + "*"))
        {
            if (OwnerOf(folder) is { IsAbandoned: true } owner)
            {
                foreach (var worker in owner.Workers)
                {
                    EndWorker(worker, folder);
                }
                Delete(folder);
                removed.Add(folder);
            }
        }
        return removed;
    }

    /// <summary>Records a process that must not outlive this one; its command line must name this folder.</summary>
    public void AddWorker(ProcessIdentity worker)
    {
        _owner = _owner with { Workers = [.. _owner.Workers, worker] };
        _owner.Write(Path);
    }

    public void Dispose() => Delete(Path);

    private static OwnerFile? OwnerOf(string folder) =>
        OwnerFile.Read(folder) ?? OwnerFile.ByName(System.IO.Path.GetFileName(folder)[Prefix.Length..]);

    private static void EndWorker(ProcessIdentity worker, string folder)
    {
        // every program that may write into the temporary folder could name any process here
        if (!OperatingSystem.IsLinux() || ProcessIdentity.CommandLineOf(worker.Id).Contains(folder, StringComparison.Ordinal))
        {
            worker.End(s_workerBound);
        }
    }

    private static void Delete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // another process removed it in this moment
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // a file is still open or not ours: the next start tries again
        }
    }
}
