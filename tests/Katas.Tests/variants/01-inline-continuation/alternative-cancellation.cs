// right — a token is the signal: CancelAsync calls back in the pool
namespace HonestAsync.Katas.InlineContinuation;

public sealed class BrokerLink
{
    private readonly Lock _lock = new();
    private Opening _opening = new();
    private Session? _current;

    public Session? Current
    {
        get
        {
            lock (_lock)
            {
                return _current;
            }
        }
    }

    public async Task<Session> SessionAsync(CancellationToken cancellationToken = default)
    {
        Opening opening;
        lock (_lock)
        {
            opening = _opening;
        }
        using (var either = CancellationTokenSource.CreateLinkedTokenSource(opening.Signal.Token, cancellationToken))
        {
            await Task.Delay(Timeout.Infinite, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        if (!opening.Signal.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        return opening.Session ?? throw opening.Reason!;
    }

    public void Opened(Session session)
    {
        lock (_lock)
        {
            _current = session;
            _opening.Session = session;
            _ = _opening.Signal.CancelAsync();
        }
    }

    public void Lost()
    {
        lock (_lock)
        {
            _current = null;
            _opening = new Opening();
        }
    }

    public void GaveUp(BrokerGoneException reason)
    {
        lock (_lock)
        {
            _opening.Reason = reason;
            _ = _opening.Signal.CancelAsync();
        }
    }

    private sealed class Opening
    {
        public CancellationTokenSource Signal { get; } = new();

        public Session? Session { get; set; }

        public BrokerGoneException? Reason { get; set; }
    }
}
