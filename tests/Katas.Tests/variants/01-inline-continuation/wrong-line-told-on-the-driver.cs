// caught by: The_first_session_runs_no_sender_on_the_drivers_thread — a line of senders, told behind the lock
namespace HonestAsync.Katas.InlineContinuation;

public sealed class BrokerLink
{
    private readonly Lock _lock = new();
    private List<TaskCompletionSource<Session>> _waiting = [];
    private BrokerGoneException? _reason;
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
            if (_reason is not null)
            {
                return Task.FromException<Session>(_reason);
            }
            if (_current is not null)
            {
                return Task.FromResult(_current);
            }
            var waiter = new TaskCompletionSource<Session>();
            _waiting.Add(waiter);
            return waiter.Task.WaitAsync(cancellationToken);
        }
    }

    public void Opened(Session session)
    {
        List<TaskCompletionSource<Session>> waiting;
        lock (_lock)
        {
            _current = session;
            (waiting, _waiting) = (_waiting, []);
        }
        waiting.ForEach(waiter => waiter.TrySetResult(session));
    }

    public void Lost()
    {
        lock (_lock)
        {
            _current = null;
        }
    }

    public void GaveUp(BrokerGoneException reason)
    {
        List<TaskCompletionSource<Session>> waiting;
        lock (_lock)
        {
            _reason = reason;
            (waiting, _waiting) = (_waiting, []);
        }
        waiting.ForEach(waiter => waiter.TrySetException(reason));
    }
}
