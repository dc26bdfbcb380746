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
        // a Jupyter on Windows leaves a handle of its process in this variable; on Unix the parent is known anyway
        var handle = Environment.GetEnvironmentVariable("JPY_PARENT_PID");
        Action? wait = OperatingSystem.IsWindows()
            ? long.TryParse(handle, CultureInfo.InvariantCulture, out var value) ? () => WaitForHandle((nint)value) : null
            : WaitForOtherParent(getppid());
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

    private static Action WaitForOtherParent(int parent) => () =>
    {
        using var never = new ManualResetEventSlim();
        while (getppid() == parent)
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
