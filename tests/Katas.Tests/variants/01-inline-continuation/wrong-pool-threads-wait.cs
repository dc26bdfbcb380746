// caught by: Senders_who_wait_cost_no_thread_no_timer_and_no_work — each sender waits on a thread of the pool
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
            var opening = _opening;
            return Task.Run(() =>
            {
                opening.Task.Wait(cancellationToken);
                return opening.Task.Result;
            }, cancellationToken).WaitAsync(cancellationToken);
        }
    }

    public void Opened(Session session)
    {
        lock (_lock)
        {
            _current = session;
            _opening.TrySetResult(session);
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
