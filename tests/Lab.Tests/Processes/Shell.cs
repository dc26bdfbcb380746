namespace HonestAsync.Lab.Tests.Processes;

/// <summary>Scripts of a POSIX shell as programs to start.</summary>
internal static class Shell
{
    public static ProcessStart Script(string script) => new("/bin/sh", "-c", script);
}
