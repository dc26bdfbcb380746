namespace HonestAsync.Polyglot.Tests;

/// <summary>
/// What only some machines have: without it a test is skipped with the reason, except where everything must run.
/// </summary>
internal static class Needs
{
    public static bool IsCi { get; } =
        string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>A runtime by the name of its kernel.</summary>
    public static void Runtime(string kernel)
    {
        var runtime = kernel is "node" ? LanguageRuntime.Node : LanguageRuntime.Python;
        string path = Environment.GetEnvironmentVariable("PATH") ?? "";
        bool found = !OperatingSystem.IsWindows() && runtime.Find(path) is not null;
        if (!found && IsCi)
        {
            Assert.Fail($"Under CI nothing is skipped: {runtime.Missing}");
        }
        Assert.SkipUnless(found, runtime.Missing);
    }
}
