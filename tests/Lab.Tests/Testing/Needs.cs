namespace HonestAsync.Lab.Tests;

/// <summary>What only some machines have: without it a test is skipped with the reason, except where everything must run.</summary>
internal static class Needs
{
    public static bool IsCi { get; } = string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase);

    public static T Available<T>(Availability<T> found)
        where T : class
    {
        That(found.IsAvailable, found.Reason);
        return found.Value;
    }

    public static void That(bool condition, string reason)
    {
        if (!condition && IsCi)
        {
            Assert.Fail($"Under CI nothing is skipped: {reason}");
        }
        Assert.SkipUnless(condition, reason);
    }

    /// <summary>Signals, shell scripts and /proc.</summary>
    public static void Linux() => Assert.SkipUnless(OperatingSystem.IsLinux(), "needs /proc and signals of Linux");
}
