using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace HonestAsync.Kernel;

/// <summary>The process around a kernel for Jupyter: its start, and its end with everything it has started.</summary>
internal static class JupyterHost
{
    private static readonly TimeSpan s_exitBound = TimeSpan.FromSeconds(5);
    private static int s_ending;

    /// <summary>
    /// Serves the clients that this connection file is for; returns only if it cannot. The process ends when a client
    /// asks for it, or when its parent is gone.
    /// </summary>
    /// <exception cref="JupyterException">The file is refused, or a port is in use.</exception>
    public static int Run(string connectionFile, CancellationToken stop = default)
    {
        var connection = ConnectionFile.Read(connectionFile);
        JupyterKernel kernel;
        try
        {
            kernel = new JupyterKernel(connection, new ZmtpLimits(), End);
        }
        catch (SocketException e)
        {
            throw new JupyterException(
                $"A port of {connectionFile} cannot be listened on: {e.Message}. Start the kernel again.");
        }
        UnhandledExceptions.ShowAsOutput();
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
        {
            signal.Cancel = true;
            End();
        });
        ParentWatch.Start(End);
        kernel.Start();
        stop.WaitHandle.WaitOne();
        End();
        return 0;
    }

    // may be called again while the first call runs: a signal to the group reaches this process, too
    private static void End()
    {
        if (Interlocked.Exchange(ref s_ending, 1) != 0)
        {
            return;
        }
        new Thread(() =>
        {
            using var never = new ManualResetEventSlim();
            never.Wait(s_exitBound);
            ProcessGroup.EndOwn();
        })
        { IsBackground = true, Name = "last resort" }.UnsafeStart();
        ProcessGroup.AskOwnToEnd();
        Environment.Exit(0);
    }
}
