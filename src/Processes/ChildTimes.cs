using System.Globalization;

namespace HonestAsync.Processes;

/// <summary>What the threads of a child process had of the processors so far.</summary>
/// <param name="Ran">Processor time used.</param>
/// <param name="Queued">Time in which a thread could have run, and had no processor; null where the system does not
/// tell, as elsewhere than on Linux.</param>
public readonly record struct ChildTimes(TimeSpan Ran, TimeSpan? Queued)
{
    /// <summary>
    /// The sum over the threads that are alive, from <c>/proc/PID/task/*/schedstat</c>; null where that cannot be read.
    /// </summary>
    internal static ChildTimes? OfLinuxProcess(int id)
    {
        try
        {
            var (ran, queued) = (TimeSpan.Zero, TimeSpan.Zero);
            foreach (string thread in Directory.EnumerateDirectories(
                string.Create(CultureInfo.InvariantCulture, $"/proc/{id}/task")))
            {
                string[] parts = File.ReadAllText(Path.Combine(thread, "schedstat")).Split(' ');
                ran += Nanoseconds(parts[0]);
                queued += Nanoseconds(parts[1]);
            }
            return new ChildTimes(ran, queued);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // another system, or a thread that has ended since it was listed: the next look sees the rest
            return null;
        }
    }

    private static TimeSpan Nanoseconds(string text) =>
        TimeSpan.FromTicks(long.Parse(text, CultureInfo.InvariantCulture) / 100);
}
