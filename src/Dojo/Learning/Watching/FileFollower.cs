using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace HonestAsync.Dojo;

/// <summary>
/// Reports each new text of one file, however an editor saves it. File system events only trigger a look; the file is
/// polled three times a second anyway, so that a lost event costs a third of a second.
/// </summary>
/// <param name="path">The file; neither it nor its folder need exist.</param>
/// <param name="withEvents">False: as on a file system without events.</param>
internal sealed class FileFollower(string path, bool withEvents = true)
{
    private static readonly TimeSpan s_period = TimeSpan.FromMilliseconds(300);

    /// <summary>A text is settled once it stays the same for this long: an editor may write it in pieces.</summary>
    private static readonly TimeSpan s_settled = TimeSpan.FromMilliseconds(50);

    /// <summary>Changes after which a text that keeps changing counts as settled.</summary>
    private const int MostChanges = 20;

    /// <summary>How long a file may be missing, locked or empty while it is saved (real time); 0.3 s unless set.</summary>
    public TimeSpan Gap { get; init; } = TimeSpan.FromMilliseconds(300);

    /// <summary>
    /// The present state, then each change: a new text immediately, and again once it is settled. Ends only by
    /// cancellation.
    /// </summary>
    public async IAsyncEnumerable<FileLook> LooksAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var signal = new SemaphoreSlim(1, 1);
        using var watcher = withEvents ? Watcher(signal) : null;
        var told = default(FileLook?);
        while (true)
        {
            await signal.WaitAsync(s_period, cancellationToken).ConfigureAwait(false);
            var look = Look();
            if (look == told)
            {
                continue;
            }
            bool isTold = !IsGap(look);
            if (isTold)
            {
                yield return look with { IsSettled = false };
            }
            look = await SettledAsync(look, cancellationToken).ConfigureAwait(false);
            if (isTold || look != told)
            {
                told = look;
                yield return look;
            }
        }
    }

    private async Task<FileLook> SettledAsync(FileLook look, CancellationToken cancellationToken)
    {
        long since = Stopwatch.GetTimestamp();
        for (int changes = 0; changes < MostChanges;)
        {
            await Task.Delay(s_settled, TimeProvider.System, cancellationToken).ConfigureAwait(false);
            var next = Look();
            if (next != look)
            {
                (look, since) = (next, Stopwatch.GetTimestamp());
                changes++;
            }
            else if (!IsGap(look) || Stopwatch.GetElapsedTime(since) >= Gap)
            {
                break;
            }
        }
        return look;
    }

    private static bool IsGap(FileLook look) => string.IsNullOrWhiteSpace(look.Text);

    private FileLook Look()
    {
        try
        {
            using var stream = new FileStream(
                path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(stream);
            return new FileLook(reader.ReadToEnd());
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return new FileLook(null, "is missing");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new FileLook(null, $"cannot be read: {error.Message}");
        }
    }

    private FileSystemWatcher? Watcher(SemaphoreSlim signal)
    {
        try
        {
            var watcher = new FileSystemWatcher(Path.GetDirectoryName(path)!)
            {
                NotifyFilter = NotifyFilters.FileName | NotifyFilters.LastWrite | NotifyFilters.Size
                    | NotifyFilters.CreationTime,
            };
            watcher.Changed += (_, _) => Wake(signal);
            watcher.Created += (_, _) => Wake(signal);
            watcher.Deleted += (_, _) => Wake(signal);
            watcher.Renamed += (_, _) => Wake(signal);
            watcher.EnableRaisingEvents = true;
            return watcher;
        }
        catch (Exception error)
            when (error is ArgumentException or IOException or PlatformNotSupportedException)
        {
            // no folder yet, or no events to be had: looking now and then is enough
            return null;
        }
    }

    private static void Wake(SemaphoreSlim signal)
    {
        try
        {
            signal.Release();
        }
        catch (Exception error) when (error is SemaphoreFullException or ObjectDisposedException)
        {
            // it is awake already, or no longer wanted
        }
    }
}
