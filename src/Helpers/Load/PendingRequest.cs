namespace HonestAsync;

#pragma warning disable CA1001 // the source is neither linked nor timed: nothing to dispose, and a late cancel may come
/// <summary>A request in flight. It is settled once, by whoever comes first: its end, its timeout, the end of the run.</summary>
internal sealed class PendingRequest(LoadRequest request, TimeSpan started)
{
    private readonly CancellationTokenSource _cancellation = new();
    private int _settled;

    public LoadRequest Request => request;

    public TimeSpan Started => started;

    public CancellationToken Token => _cancellation.Token;

    public bool IsSettled => Volatile.Read(ref _settled) == 1;

    public bool TrySettle() => Interlocked.Exchange(ref _settled, 1) == 0;

    /// <param name="inline">On the calling thread, for virtual time; else on the pool, so that nobody's callback delays the caller.</param>
    public void Cancel(bool inline)
    {
        if (!inline)
        {
            _ = _cancellation.CancelAsync();
            return;
        }
        using (ContextScope.None())
        {
            _cancellation.Cancel();
        }
    }
}
