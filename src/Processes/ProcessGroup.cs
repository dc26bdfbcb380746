using System.Diagnostics;
using System.Runtime.InteropServices;

namespace HonestAsync.Processes;

/// <summary>
/// A process and everything it has started, including what outlived its parent. On Unix this is a process group; on
/// Windows only the tree that is still connected.
/// </summary>
public static class ProcessGroup
{
    private const int Kill = 9;
    private const int Terminate = 15;

    /// <summary>Makes this process the leader of a new group. Processes that it starts later belong to the group.</summary>
    public static void Lead()
    {
        if (!OperatingSystem.IsWindows())
        {
            _ = setpgid(0, 0);
        }
    }

    /// <summary>
    /// Ends this process at once, and its group if it leads one. No clean-up runs, and the call does not return.
    /// </summary>
    public static void EndOwn()
    {
        if (LeadsItsOwn)
        {
            _ = kill(0, Kill);
        }
        Environment.FailFast(message: null);
    }

    /// <summary>
    /// Asks all processes of this process's group to end, including this one. Does nothing if it leads no group.
    /// </summary>
    public static void AskOwnToEnd()
    {
        if (LeadsItsOwn)
        {
            _ = kill(0, Terminate);
        }
    }

    /// <summary>Kills a process and everything it has started.</summary>
    /// <param name="leader">It may have ended already: a group outlives its leader.</param>
    /// <param name="isGroup">
    /// True if it has called <see cref="Lead"/>. Otherwise its id names no group, and only its tree is killed.
    /// </param>
    public static void End(Process leader, bool isGroup)
    {
        ArgumentNullException.ThrowIfNull(leader);
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
