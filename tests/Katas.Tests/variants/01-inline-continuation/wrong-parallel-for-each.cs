// caught by: The_link_answers_while_a_sender_keeps_its_thread — Parallel.ForEach tells them on other threads, and its caller helps and waits
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
        Parallel.ForEach(waiting, waiter => waiter.TrySetResult(session));
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
        Parallel.ForEach(waiting, waiter => waiter.TrySetException(reason));
    }
}
