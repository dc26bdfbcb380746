namespace HonestAsync.Polyglot;

/// <summary>Limits of a runtime and of its cells.</summary>
internal sealed record RuntimeOptions
{
    /// <summary>
    /// Where the runtime is looked for; null for the PATH variable at the time of the cell.
    /// </summary>
    public string? SearchPath { get; init; }

    /// <summary>Characters that one cell may print; what goes beyond is counted.</summary>
    public long OutputLimit { get; init; } = 1024 * 1024;

    /// <summary>Characters beyond <see cref="OutputLimit"/> after which a cell is stopped.</summary>
    public long DiscardLimit { get; init; } = 16 * 1024 * 1024;

    /// <summary>Real time that an interrupted cell has to stop before its process is ended.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Real time in which a value must come.</summary>
    public TimeSpan AnswerLimit { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Node's limit for objects that live long.</summary>
    public int NodeMegabytes { get; init; } = 1024;
}
