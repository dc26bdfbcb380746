using System.Runtime.InteropServices;

namespace HonestAsync.Lab;

/// <summary>Signals of Unix.</summary>
internal static class Signals
{
    public const int Interrupt = 2;
    public const int Quit = 3;
    public const int Kill = 9;

    /// <returns>Zero when it was sent.</returns>
    public static int Send(int process, int signal) => kill(process, signal);

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int kill(int process, int signal);
}
