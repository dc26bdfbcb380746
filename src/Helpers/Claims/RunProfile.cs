namespace HonestAsync;

/// <summary>
/// How much a run may take: the full one measures long enough to be quoted, the quick one is a test.
/// </summary>
public static class RunProfile
{
    /// <summary>
    /// True where <see cref="VerdictContract.ProfileVariable"/> selects the quick profile, as in tests: measurements take few
    /// repeats, and an unclear ratio passes.
    /// </summary>
    public static bool IsQuick { get; } =
        string.Equals(Environment.GetEnvironmentVariable(VerdictContract.ProfileVariable), VerdictContract.QuickProfile,
            StringComparison.OrdinalIgnoreCase);

    /// <summary>The number of repeats for this run.</summary>
    public static int Repeats(int full, int quick) => IsQuick ? quick : full;
}
