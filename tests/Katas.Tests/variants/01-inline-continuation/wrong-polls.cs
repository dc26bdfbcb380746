// caught by: Who_waits_gets_the_session_also_when_it_is_lost_at_once — a sender looks now and then whether there is a session
namespace HonestAsync.Katas.InlineContinuation;

public sealed class BrokerLink
{
    private readonly Lock _lock = new();
    private TaskCompletionSource<Session> _opening = new();
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
        while (true)
        {
            if (Current is { } session)
            {
                return session;
            }
            if (_opening.Task.IsFaulted)
            {
                return await _opening.Task;
            }
            await Task.Delay(1, cancellationToken);
        }
    }

    public void Opened(Session session)
    {
        lock (_lock)
        {
            _current = session;
        }
    }

    public void Lost()
    {
        lock (_lock)
        {
            _current = null;
            _opening = new TaskCompletionSource<Session>();
        }
    }

    public void GaveUp(BrokerGoneException reason)
    {
        lock (_lock)
        {
            _opening.TrySetException(reason);
        }
    }
}
