namespace HonestAsync.Processes.Tests;

/// <summary>Scripts of a POSIX shell as programs to start.</summary>
internal static class Shell
{
    public static ProcessStart Script(string script) => new("/bin/sh", "-c", script);

    /// <summary>Skips a test where no POSIX shell, signals or /proc exist.</summary>
    public static void Needed() => Assert.SkipUnless(OperatingSystem.IsLinux(), "needs a shell, /proc and signals of Linux");
}
