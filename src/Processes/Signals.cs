using System.Runtime.InteropServices;

namespace HonestAsync.Processes;

/// <summary>Sends signals of Unix.</summary>
public static class Signals
{
    /// <summary>SIGINT, which Ctrl+C sends.</summary>
    public const int Interrupt = 2;

    /// <summary>SIGQUIT.</summary>
    public const int Quit = 3;

    /// <summary>SIGTERM.</summary>
    public const int Terminate = 15;

    /// <summary>SIGKILL.</summary>
    public const int Kill = 9;

    /// <summary>Sends a signal to a process; 0 means all of its own group, a negative id the group of that number.</summary>
    /// <returns>Zero if it was sent.</returns>
    public static int Send(int process, int signal) => kill(process, signal);

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int kill(int process, int signal);
}
