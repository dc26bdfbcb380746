namespace HonestAsync;

/// <summary>Counts <c>async void</c> methods. Thread-safe.</summary>
internal sealed class AsyncVoidCounter : LoopObserver
{
    private int _started;
    private int _active;

    public int Started => Volatile.Read(ref _started);

    public int Active => Volatile.Read(ref _active);

    public override void OnAsyncVoidStarted()
    {
        Interlocked.Increment(ref _started);
        Interlocked.Increment(ref _active);
    }

    public override void OnAsyncVoidEnded() => Interlocked.Decrement(ref _active);
}
