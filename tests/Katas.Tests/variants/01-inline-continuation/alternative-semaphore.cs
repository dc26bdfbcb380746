// right — SemaphoreSlim lets its waiters go on in the pool; each lets the next one through
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
        await opening.Door.WaitAsync(cancellationToken);
        opening.Door.Release();
        return opening.Session ?? throw opening.Reason!;
    }

    public void Opened(Session session)
    {
        lock (_lock)
        {
            _current = session;
            _opening.Session = session;
            _opening.Door.Release();
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
            _opening.Door.Release();
        }
    }

    private sealed class Opening
    {
        public SemaphoreSlim Door { get; } = new(0);

        public Session? Session { get; set; }

        public BrokerGoneException? Reason { get; set; }
    }
}
