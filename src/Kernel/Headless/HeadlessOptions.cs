namespace HonestAsync.Kernel;

/// <summary>How a notebook is run without an editor.</summary>
public sealed record HeadlessOptions
{
    /// <summary>Null for the notebook's own folder; <c>#r</c> and files are relative to it.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>Wall-clock time a cell may take before it is interrupted.</summary>
    public TimeSpan CellTimeLimit { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Time an interrupted cell gets before its process is ended.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Characters of output kept for each cell; the rest is cut and counted.</summary>
    public long OutputLimit { get; init; } = 1024 * 1024;

    /// <summary>
    /// Characters beyond <see cref="OutputLimit"/> after which a cell counts as printing without end.
    /// </summary>
    public long DiscardLimit { get; init; } = 16 * 1024 * 1024;

    /// <summary>Added to the child's environment; null removes a variable.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } =
        new Dictionary<string, string?>(StringComparer.Ordinal);

    /// <summary>Null for the Kernel.dll in the folder of this assembly.</summary>
    public string? KernelPath { get; init; }

    /// <summary>Null for the dotnet executable of this process, or the one on the path.</summary>
    public string? DotnetPath { get; init; }
}
