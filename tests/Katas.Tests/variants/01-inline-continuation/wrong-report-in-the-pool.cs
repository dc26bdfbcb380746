// caught by: Current_is_right_as_soon_as_a_report_has_returned — the whole report goes to the pool
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
        Task.Run(() =>
        {
            TaskCompletionSource<Session> opening;
            lock (_lock)
            {
                _current = session;
                opening = _opening;
            }
            opening.TrySetResult(session);
        });
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
        Task.Run(() => _opening.TrySetException(reason));
    }
}
