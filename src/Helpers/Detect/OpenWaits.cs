using System.Collections.Concurrent;

namespace HonestAsync;

/// <summary>
/// The waits on gates, scripted calls and leases that are open now, so that a watchdog can say who waits
/// for what. One set for each <see cref="Watchdog"/> run (it flows with the execution context), one for all
/// code outside. Thread safe.
/// </summary>
internal sealed class OpenWaits
{
    private static readonly AsyncLocal<OpenWaits?> s_current = new();
    private static readonly OpenWaits s_outside = new();
    private readonly ConcurrentDictionary<long, string> _open = new();
    private long _next;

    public static OpenWaits Current => s_current.Value ?? s_outside;

    public static void StartNewSet() => s_current.Value = new OpenWaits();

    /// <summary>Lists <paramref name="what"/> as open until <paramref name="wait"/> has ended.</summary>
    public static void Track(string what, Task wait)
    {
        if (wait.IsCompleted)
        {
            return;
        }
        var set = Current;
        long id = Interlocked.Increment(ref set._next);
        set._open[id] = what;
        _ = wait.ContinueWith((_, s) => ((OpenWaits)s!)._open.TryRemove(id, out string? _), set,
            CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    /// <summary>One phrase: each open wait with how many there are of it.</summary>
    public static string Describe() => Current.ToString();

    public override string ToString()
    {
        var groups = _open.OrderBy(wait => wait.Key).GroupBy(wait => wait.Value, StringComparer.Ordinal).Take(8)
            .Select(group => group.Count() == 1 ? group.Key : $"{group.Count()} x {group.Key}");
        string text = string.Join("; ", groups);
        return text.Length == 0 ? "nobody waits on a gate, a scripted call or a lease" : text;
    }
}
