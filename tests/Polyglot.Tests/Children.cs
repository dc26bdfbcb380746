using System.Diagnostics;

namespace HonestAsync.Polyglot.Tests;

/// <summary>Processes that tests look for, by what Linux says of them.</summary>
internal static class Children
{
    private static readonly TimeSpan s_bound = TimeSpan.FromSeconds(60);

    /// <summary>Waits until a process has ended.</summary>
    public static Task GoneAsync(int process) => UntilAsync(() => !IsAlive(process));

    /// <summary>Waits until something holds; the bound only ends a hang.</summary>
    public static async Task UntilAsync(Func<bool> holds)
    {
        using var enough = new CancellationTokenSource(s_bound, TimeProvider.System);
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        while (!holds())
        {
            await beat.WaitForNextTickAsync(enough.Token);
        }
    }

    private static bool IsAlive(int process)
    {
        try
        {
            using var found = Process.GetProcessById(process);
            return !found.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
