namespace HonestAsync;

/// <summary>Remembers the first hang, so that what comes after it is not run beside its remains. Thread safe.</summary>
internal sealed class HangMemory
{
    private string? _first;

    public string? First => Volatile.Read(ref _first);

    public void Remember(string message) => Interlocked.CompareExchange(ref _first, message, null);
}
