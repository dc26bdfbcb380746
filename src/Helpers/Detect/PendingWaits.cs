namespace HonestAsync;

/// <summary>
/// The waits on gates, scripted calls and leases that have not ended, for a watchdog's message. One set per
/// <see cref="Watchdog"/> run (it flows with the execution context), one for all code outside. Thread-safe.
/// </summary>
internal sealed class PendingWaits
{
    private static readonly AsyncLocal<PendingWaits?> s_current = new();
    private static readonly PendingWaits s_outside = new();
    private readonly object _lock = new();
    private readonly SortedDictionary<long, string> _open = [];
    private long _next;
    private long _signsOfLife;

    public static PendingWaits Current => s_current.Value ?? s_outside;

    /// <summary>Grows while an exploration that is waited for makes progress.</summary>
    public long Progress => Interlocked.Read(ref _signsOfLife);

    public static void StartNewSet() => s_current.Value = new PendingWaits();

    /// <summary>Lists <paramref name="what"/> as open until <paramref name="wait"/> has ended.</summary>
    public static void Track(string what, Task wait)
    {
        if (wait.IsCompleted)
        {
            return;
        }
        var set = Current;
        long id = set.Add(what);
        _ = wait.ContinueWith((_, s) => ((PendingWaits)s!).Remove(id), set,
            CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    /// <summary>Tells a watchdog that the wait is a long one, not a hang.</summary>
    public void ReportProgress() => Interlocked.Increment(ref _signsOfLife);

    /// <summary>One phrase: each open wait with its count.</summary>
    public static string Describe() => Current.ToString();

    public override string ToString()
    {
        string[] open;
        using (ShortLock.On(_lock))
        {
            open = [.. _open.Values];
        }
        var groups = open.GroupBy(wait => wait, StringComparer.Ordinal).Take(8)
            .Select(group => group.Count() == 1 ? group.Key : $"{group.Count()} x {group.Key}");
        string text = string.Join("; ", groups);
        return text.Length == 0 ? "none on a gate, a scripted call or a lease" : text;
    }

    private long Add(string what)
    {
        using (ShortLock.On(_lock))
        {
            _open[++_next] = what;
            return _next;
        }
    }

    private void Remove(long id)
    {
        using (ShortLock.On(_lock))
        {
            _open.Remove(id);
        }
    }
}
