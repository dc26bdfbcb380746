using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace HonestAsync.Kernel;

/// <summary>Tells when the process that started this one is gone, even if it was killed.</summary>
internal static class ParentWatch
{
    /// <summary>Unix has no event for it, so it is looked up this often.</summary>
    private static readonly TimeSpan s_look = TimeSpan.FromSeconds(1);

    public static void Start(Action gone)
    {
        // set by Jupyter: on Windows a handle of its process, elsewhere its id
        var variable = Environment.GetEnvironmentVariable("JPY_PARENT_PID");
        var said = long.TryParse(variable, CultureInfo.InvariantCulture, out var value) ? value : (long?)null;
        Action? wait = OperatingSystem.IsWindows()
            ? said is { } handle ? () => WaitForHandle((nint)handle) : null
            : WaitForOtherParent(getppid(), said);
        if (wait is not null)
        {
            new Thread(() =>
            {
                wait();
                gone();
            })
            { IsBackground = true, Name = "parent watch" }.UnsafeStart();
        }
    }

    private static Action WaitForOtherParent(int parent, long? said) => () =>
    {
        // adopted by process 1 before the first look
        var isLate = parent == 1 && said is not (null or 1);
        using var never = new ManualResetEventSlim();
        while (!isLate && getppid() == parent)
        {
            never.Wait(s_look);
        }
    };

    private static void WaitForHandle(nint handle)
    {
        using var process = new ManualResetEvent(initialState: false);
        process.SafeWaitHandle = new SafeWaitHandle(handle, ownsHandle: true);
        process.WaitOne();
    }

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int getppid();
}
