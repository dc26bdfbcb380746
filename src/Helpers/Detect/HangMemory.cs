namespace HonestAsync;

/// <summary>
/// Remembers the first hang, so that no later body runs next to what it left behind. Thread-safe.
/// </summary>
internal sealed class HangMemory
{
    private static readonly AsyncLocal<HangMemory?> s_current = new();
    private string? _first;

    /// <summary>The memory of the watchdog around this code, if there is one.</summary>
    public static HangMemory? Current
    {
        get => s_current.Value;
        set => s_current.Value = value;
    }

    public string? First => Volatile.Read(ref _first);

    public void Remember(string message) => Interlocked.CompareExchange(ref _first, message, null);
}
