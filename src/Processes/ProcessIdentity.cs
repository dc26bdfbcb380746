using System.Diagnostics;
using System.Globalization;

namespace HonestAsync.Processes;

/// <summary>
/// A process id together with the start of its process: the system gives an id to another process later, but not both.
/// </summary>
/// <param name="Id">The process id.</param>
/// <param name="Start">On Linux clock ticks since the machine started; elsewhere ticks of the clock. Only for comparing.</param>
public sealed record ProcessIdentity(int Id, string Start)
{
    private const int StartTimeField = 22;

    /// <summary>This process.</summary>
    public static ProcessIdentity Own { get; } = Of(Environment.ProcessId)!;

    /// <summary>The process that has this id now.</summary>
    /// <returns>Null if none is alive. A process that has ended and was not collected by its parent is not alive.</returns>
    public static ProcessIdentity? Of(int id) => StartOf(id) is { } start ? new ProcessIdentity(id, start) : null;

    /// <summary>True while this process runs.</summary>
    public bool IsAlive => StartOf(Id) == Start;

    /// <summary>Ends it, unless the id has passed to another process: on Unix first by SIGQUIT, after the bound by SIGKILL.</summary>
    public void End(TimeSpan bound)
    {
        if (!IsAlive)
        {
            return;
        }
        try
        {
            using var process = Process.GetProcessById(Id);
            if (OperatingSystem.IsWindows() || Signals.Send(Id, Signals.Quit) != 0 || !process.WaitForExit(bound))
            {
                process.Kill();
                process.WaitForExit(bound);
            }
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // it ended by itself in this moment, or it is not ours
        }
    }

    /// <summary>The arguments of a process, separated by blanks; empty if it is gone, hidden, or not on Linux.</summary>
    public static string CommandLineOf(int id)
    {
        try
        {
            return File.ReadAllText($"/proc/{id.ToString(CultureInfo.InvariantCulture)}/cmdline").Replace('\0', ' ');
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private static string? StartOf(int id) => OperatingSystem.IsLinux() ? StartInProc(id) : StartByClock(id);

    // in clock ticks since the machine started: exact, and not moved by a change of the clock
    private static string? StartInProc(int id)
    {
        try
        {
            string stat = File.ReadAllText($"/proc/{id.ToString(CultureInfo.InvariantCulture)}/stat");
            // the second field, in brackets, may hold blanks and brackets
            string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return fields[0] is "Z" or "X" ? null : fields[StartTimeField - 3];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    private static string? StartByClock(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return process.HasExited
                ? null
                : process.StartTime.ToUniversalTime().Ticks.ToString(CultureInfo.InvariantCulture);
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
