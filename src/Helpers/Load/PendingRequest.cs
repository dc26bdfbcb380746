namespace HonestAsync;

#pragma warning disable CA1001 // neither linked nor timed, the source needs no dispose, and a late cancel must not throw
/// <summary>A request in flight. It is settled once: by its end, its timeout, or the end of the run.</summary>
internal sealed class PendingRequest(LoadRequest request, TimeSpan started)
{
    private readonly CancellationTokenSource _cancellation = new();
    private int _settled;

    public LoadRequest Request => request;

    public TimeSpan Started => started;

    public CancellationToken Token => _cancellation.Token;

    public bool IsSettled => Volatile.Read(ref _settled) == 1;

    public bool TrySettle() => Interlocked.Exchange(ref _settled, 1) == 0;

    /// <summary>Cancels the request's token.</summary>
    /// <param name="inline">
    /// True runs callbacks on the calling thread, for virtual time; false on the pool, so that they do not delay the caller.
    /// </param>
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
