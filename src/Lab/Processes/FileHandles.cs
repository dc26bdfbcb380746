using System.ComponentModel;
using System.Globalization;
using System.Net.Sockets;

namespace HonestAsync.Lab;

/// <summary>
/// The limit of open files and sockets of this process. It is asked before a load begins: a runtime that meets it in
/// the middle may not even be able to load what it needs to say so.
/// </summary>
internal static class FileHandles
{
    /// <summary>What the runtime itself needs, open or to come.</summary>
    private const int Reserve = 150;

    private const int TooManyOfProcess = 24;
    private const int TooManyOfSystem = 23;

    /// <summary>How many more this process may open with care; null where the system does not say (not Linux).</summary>
    public static int? Left()
    {
        try
        {
            string line = File.ReadLines("/proc/self/limits").First(line => line.StartsWith("Max open files", StringComparison.Ordinal));
            string limit = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[3];
            return int.TryParse(limit, CultureInfo.InvariantCulture, out int most)
                ? Math.Max(0, most - Reserve - Directory.EnumerateFiles("/proc/self/fd").Count())
                : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <exception cref="InvalidOperationException">So many connections do not fit; the message says what to do.</exception>
    public static void Require(int connections) => Require(connections, Left());

    internal static void Require(int connections, int? left)
    {
        if (connections > left)
        {
            throw new InvalidOperationException(
                $"{connections:N0} connections need as many open files, and this process may open {left:N0} more. "
                + "See the limit with `ulimit -n`, raise it in this shell with `ulimit -n 20000`, or ask for fewer connections.");
        }
    }

    /// <summary>Recognises the error of a process that met the limit all the same.</summary>
    /// <returns>Null when it is another error.</returns>
    public static string? Explain(Exception? error)
    {
        for (; error is not null; error = error.InnerException)
        {
            if (error is SocketException { SocketErrorCode: SocketError.TooManyOpenSockets or SocketError.NoBufferSpaceAvailable }
                || (!OperatingSystem.IsWindows()
                    && (error is Win32Exception { NativeErrorCode: TooManyOfProcess or TooManyOfSystem }
                        || (error is IOException && (error.HResult & 0xFFFF) is TooManyOfProcess or TooManyOfSystem))))
            {
                return "This process has as many files and sockets open as the system allows. "
                    + "See the limit with `ulimit -n`, raise it in this shell with `ulimit -n 20000`, or ask for fewer connections.";
            }
        }
        return null;
    }
}
