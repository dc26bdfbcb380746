namespace HonestAsync;

/// <summary>
/// How much a run may take: the full one measures long enough to be quoted, the quick one is a test.
/// </summary>
public static class RunProfile
{
    /// <summary>
    /// The environment variable that asks for the quick profile with the value <c>quick</c>.
    /// </summary>
    public const string Variable = "HONEST_ASYNC_PROFILE";

    /// <summary>
    /// True in tests: measured arms take few repeats, and an unclear ratio is a fine answer.
    /// </summary>
    public static bool IsQuick { get; } =
        string.Equals(Environment.GetEnvironmentVariable(Variable), "quick",
            StringComparison.OrdinalIgnoreCase);

    /// <summary>The number of repeats for this run.</summary>
    public static int Repeats(int full, int quick) => IsQuick ? quick : full;
}
