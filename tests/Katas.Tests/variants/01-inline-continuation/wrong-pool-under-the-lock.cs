// caught by: The_link_answers_while_a_sender_keeps_its_thread — the pool completes, under the lock, because the field belongs to it
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
        lock (_lock)
        {
            _current = session;
            var opening = _opening;
            ThreadPool.QueueUserWorkItem(_ => Complete(() => opening.TrySetResult(session)));
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
            var opening = _opening;
            ThreadPool.QueueUserWorkItem(_ => Complete(() => opening.TrySetException(reason)));
        }
    }

    private void Complete(Action complete)
    {
        lock (_lock)
        {
            complete();
        }
    }
}
