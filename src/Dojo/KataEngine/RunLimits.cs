namespace HonestAsync.Dojo;

/// <summary>What a run may take before it is ended, and how the process for it is started.</summary>
public sealed record RunLimits
{
    /// <summary>
    /// Real time for loading, or for one test: more than the harness's watchdog needs to end a hang itself.
    /// </summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>Real time for all tests once one of them is red: a learner waits for the verdict.</summary>
    public TimeSpan RedTime { get; init; } = TimeSpan.FromSeconds(6);

    /// <summary>Characters that the code may print.</summary>
    public int Output { get; init; } = 1_000_000;

    /// <summary>Bytes of managed memory; half as much again of any kind ends the run, too.</summary>
    public long Memory { get; init; } = 1L << 30;

    /// <summary>As on a machine with one processor.</summary>
    public bool OneProcessor { get; init; }
}
