// caught by: Who_waits_gets_the_session_also_when_it_is_lost_at_once — a sender looks again and again
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
        Session? session;
        while ((session = Current) is null)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (_opening.Task.IsFaulted)
            {
                return await _opening.Task;
            }
            await Task.Yield();
        }
        return session;
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
