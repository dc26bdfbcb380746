// caught by: The_first_session_runs_no_sender_on_the_drivers_thread — never call out under a lock, so complete behind it
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

    public Task<Session> SessionAsync(CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            return _opening.Task.WaitAsync(cancellationToken);
        }
    }

    public void Opened(Session session)
    {
        TaskCompletionSource<Session> opening;
        lock (_lock)
        {
            _current = session;
            opening = _opening;
        }
        opening.TrySetResult(session);
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
        TaskCompletionSource<Session> opening;
        lock (_lock)
        {
            opening = _opening;
        }
        opening.TrySetException(reason);
    }
}
