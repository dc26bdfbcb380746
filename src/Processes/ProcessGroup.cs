using System.Runtime.InteropServices;

namespace HonestAsync.Processes;

/// <summary>
/// A process and everything it has started, including what outlived its parent. On Unix this is a process group; on
/// Windows only the tree that is still connected.
/// </summary>
public static class ProcessGroup
{
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
            _ = Signals.Send(0, Signals.Kill);
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
            _ = Signals.Send(0, Signals.Terminate);
        }
    }

    /// <summary>Kills the group of a leader on Unix. The leader may have ended already: a group outlives it.</summary>
    internal static void Kill(int leader)
    {
        if (!OperatingSystem.IsWindows())
        {
            _ = Signals.Send(-leader, Signals.Kill);
        }
    }

    private static bool LeadsItsOwn => !OperatingSystem.IsWindows() && getpgrp() == Environment.ProcessId;

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int getpgrp();

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int setpgid(int process, int group);
}
