using System.Diagnostics;
using System.Globalization;

namespace HonestAsync.Lab;

/// <summary>A process for good: its id alone may belong to another one tomorrow, with its start it cannot.</summary>
internal sealed record ProcessIdentity(int Id, string Start)
{
    private const int StartTimeField = 22;

    public static ProcessIdentity Own { get; } = Of(Environment.ProcessId)!;

    /// <returns>Null when no such process lives. One that has ended and was not collected yet does not live.</returns>
    public static ProcessIdentity? Of(int id) => StartOf(id) is { } start ? new ProcessIdentity(id, start) : null;

    public bool IsAlive => StartOf(Id) == Start;

    /// <summary>Ends it, unless the id has passed to another process: first by SIGQUIT, after the bound by force.</summary>
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
