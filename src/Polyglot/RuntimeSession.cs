namespace HonestAsync.Polyglot;

/// <summary>
/// The process of one language in one notebook: started by the first cell, and again after it has ended.
/// </summary>
internal sealed class RuntimeSession(LanguageRuntime runtime, RuntimeOptions options) : IDisposable
{
    private RuntimeChild? _child;
    private string? _end;

    /// <summary>Why the latest cell did not run on this machine; null if it did, or there was none.</summary>
    public string? NotRun { get; private set; }

    /// <summary>The process, if one runs.</summary>
    public RuntimeChild? Running => _child is { HasEnded: false } ? _child : null;

    /// <summary>Why no process runs.</summary>
    public string WhyNone => _child is { HasEnded: true } ended ? Gone(ended.EndText)
        : _end is not null ? Gone(_end)
        : $"no #!{runtime.Kernel} cell has run yet";

    /// <summary>Finds the process that runs, or starts one.</summary>
    /// <param name="warn">Called once after a restart: variables of earlier cells are gone; null to keep the warning
    /// for the next cell.</param>
    /// <param name="token">Gives up.</param>
    /// <returns>Null if the runtime is not installed; <see cref="NotRun"/> then says why.</returns>
    /// <exception cref="RuntimeStartException">It does not start.</exception>
    public async Task<RuntimeChild?> StartAsync(Action<string>? warn, CancellationToken token)
    {
        if (_child is { HasEnded: true } ended)
        {
            _end = ended.EndText;
            ended.Dispose();
            _child = null;
        }
        _child ??= await FindAsync(token);
        if (_child is not null && _end is not null && warn is not null)
        {
            warn($"{Gone(_end)}.\n");
            _end = null;
        }
        return _child;
    }

    public void Dispose() => _child?.Dispose();

    private async Task<RuntimeChild?> FindAsync(CancellationToken token)
    {
        string path = options.SearchPath ?? Environment.GetEnvironmentVariable("PATH") ?? "";
        string? program = runtime.Find(path);
        // an interrupt is a signal, and Node cannot take over the handle of a pipe there
        NotRun = OperatingSystem.IsWindows() ? $"not run here: #!{runtime.Kernel} cells need Linux or macOS"
            : program is null ? runtime.Missing
            : null;
        if (NotRun is not null)
        {
            return null;
        }

        var child = await RuntimeChild.StartAsync(runtime, program!, options, token);
        if (Version.TryParse(child.Version, out var version) && version >= runtime.Oldest)
        {
            return child;
        }
        NotRun = runtime.TooOld(child.Version);
        child.Dispose();
        return null;
    }

    private static string Gone(string end) => $"{end}: the variables of earlier cells are gone";
}
