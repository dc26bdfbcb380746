using System.Diagnostics;

namespace HonestAsync.Dojo.Tests;

/// <summary>
/// Waits for other processes: short real waits between looks, with a bound that fails the test.
/// </summary>
internal static class Waiting
{
    private static readonly TimeSpan s_bound = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(20);

    /// <summary>
    /// The process id that a file holds once its writer is done: digits and an exclamation mark.
    /// </summary>
    public static async Task<int> ForIdAsync(string file)
    {
        string text = "";
        await UntilAsync(() => File.Exists(file) && (text = File.ReadAllText(file)).EndsWith('!'), $"{file} is written");
        return int.Parse(text.TrimEnd('!'));
    }

    /// <summary>Waits until no process has this id.</summary>
    public static Task ForEndOfAsync(int processId) =>
        UntilAsync(() => !IsThere(processId), $"process {processId} ends");

    private static bool IsThere(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static async Task UntilAsync(Func<bool> condition, string what)
    {
        long start = Stopwatch.GetTimestamp();
        while (!condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(start) < s_bound,
                $"After {s_bound} still waiting until {what}.");
            await Task.Delay(s_look, TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }
}
