// caught by: Giving_up_runs_no_sender_there_either_and_all_hear_why — a session opens in the pool, and giving up was forgotten
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
        ThreadPool.QueueUserWorkItem(_ => opening.TrySetResult(session));
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
