using System.Globalization;

namespace HonestAsync.Lab.Tests;

/// <summary>
/// A parent (<c>Lab.dll hold</c>) with a database, a web server and a load, in a temporary folder of its own; and a
/// census of what is left of it. Linux.
/// </summary>
internal sealed class Household : IDisposable
{
    private static readonly TimeSpan s_bound = TimeSpan.FromMinutes(3);
    private readonly TemporaryFolder _folder = new();
    private readonly RunningProcess _parent;
    private readonly TaskCompletionSource<string> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Household()
    {
        var hold = ChildStart.OfLab("parent", "hold").Program;
        _parent = (hold with
        {
            Environment = new Dictionary<string, string?>(hold.Environment, StringComparer.Ordinal)
            {
                // on Linux the temporary folder, and at the same time a mark that everything started from here inherits
                ["TMPDIR"] = _folder.Path,
                [PostgresServer.Variable] = null,
            },
        }).Start();
        _parent.Output.ReadLines(line => _ready.TrySetResult(line), () => _ready.TrySetResult("the parent ended"));
        _parent.Errors.ReadLines(_ => { });
    }

    public string Temporary => _folder.Path;

    public bool IsReady => _ready.Task.IsCompleted;

    public Task<string> ReadyAsync() => _ready.Task.WaitAsync(s_bound, TimeProvider.System);

    /// <summary>True where it inherited to ignore this signal, as what a shell starts in its background does.</summary>
    public bool Ignores(int signal)
    {
        string mask = File.ReadLines($"/proc/{_parent.Id}/status").Single(line => line.StartsWith("SigIgn:", StringComparison.Ordinal));
        return (ulong.Parse(mask["SigIgn:".Length..].Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture) & (1UL << (signal - 1))) != 0;
    }

    public void Signal(int signal) => Signals.Send(_parent.Id, signal);

    /// <summary>Folders and files that were not removed.</summary>
    public IReadOnlyList<string> Files() => Directory.GetFileSystemEntries(_folder.Path);

    /// <summary>Processes that were started from here and live: they have its mark, or live in one of its folders.</summary>
    public IReadOnlyList<int> Processes() =>
        [.. Directory.EnumerateDirectories("/proc").Select(path => Path.GetFileName(path))
            .Where(name => int.TryParse(name, CultureInfo.InvariantCulture, out _))
            .Select(name => int.Parse(name, CultureInfo.InvariantCulture)).Where(IsOurs)];

    /// <summary>The processes whose command line says so.</summary>
    public IEnumerable<int> Processes(string commandLine) =>
        Processes().Where(id => ProcessIdentity.CommandLineOf(id).Contains(commandLine, StringComparison.Ordinal));

    /// <summary>Looks until nothing is left, at most for the bound.</summary>
    /// <returns>What is left after that; empty when all is well.</returns>
    public async Task<string> LeftAsync()
    {
        using var enough = new CancellationTokenSource(s_bound, TimeProvider.System);
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        while (Processes().Count > 0 || Files().Count > 0)
        {
            try
            {
                await beat.WaitForNextTickAsync(enough.Token);
            }
            catch (OperationCanceledException)
            {
                return string.Join(", ", Processes().Select(id => $"process {id} {ProcessIdentity.CommandLineOf(id)}").Concat(Files()));
            }
        }
        return "";
    }

    public void Dispose()
    {
        foreach (int id in Processes())
        {
            Signals.Send(id, Signals.Kill);
        }
        _parent.Dispose();
        _folder.Dispose();
    }

    private bool IsOurs(int id)
    {
        try
        {
            return ProcessIdentity.Of(id) is not null
                && (File.ReadAllText($"/proc/{id}/environ").Contains(_folder.Path, StringComparison.Ordinal)
                    // PostgreSQL writes its titles over its environment
                    || (File.ResolveLinkTarget($"/proc/{id}/cwd", returnFinalTarget: false)?.FullName.Contains(_folder.Path, StringComparison.Ordinal) ?? false));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
