using System.Diagnostics;
using System.Runtime.InteropServices;

namespace HonestAsync.Kernel;

/// <summary>
/// A process and all it has started, even what outlived its parent. On Unix a process group; on Windows only the
/// tree that is still connected.
/// </summary>
internal static class ProcessGroup
{
    private const int Kill = 9;
    private const int Terminate = 15;

    /// <summary>Makes this process the leader of a new group.</summary>
    public static void Lead()
    {
        if (!OperatingSystem.IsWindows())
        {
            _ = setpgid(0, 0);
        }
    }

    /// <summary>Ends this process, and its group if it leads one, without any clean-up.</summary>
    public static void EndOwn()
    {
        if (LeadsItsOwn)
        {
            _ = kill(0, Kill);
        }
        Environment.FailFast(message: null);
    }

    /// <summary>Asks all processes of this one's group to end, this one included.</summary>
    public static void AskOwnToEnd()
    {
        if (LeadsItsOwn)
        {
            _ = kill(0, Terminate);
        }
    }

    /// <summary>Ends a group by its leader, which may have ended before.</summary>
    public static void End(Process leader, bool isGroup)
    {
        if (isGroup && !OperatingSystem.IsWindows())
        {
            _ = kill(-leader.Id, Kill);
        }
        if (!leader.HasExited)
        {
            leader.Kill(entireProcessTree: true);
        }
    }

    private static bool LeadsItsOwn => !OperatingSystem.IsWindows() && getpgrp() == Environment.ProcessId;

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int getpgrp();

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int setpgid(int process, int group);

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int kill(int process, int signal);
}
