// caught by: Who_asks_after_a_loss_gets_the_next_session — a source is replaced only if it is complete, which it is later now
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
            if (_opening.Task.IsCompleted)
            {
                _opening = new TaskCompletionSource<Session>();
            }
        }
    }

    public void GaveUp(BrokerGoneException reason)
    {
        var opening = _opening;
        ThreadPool.QueueUserWorkItem(_ => opening.TrySetException(reason));
    }
}
