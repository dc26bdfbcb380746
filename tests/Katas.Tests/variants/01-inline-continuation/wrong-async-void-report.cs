// caught by: Current_is_right_as_soon_as_a_report_has_returned — an async report that yields first
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

    public async void Opened(Session session)
    {
        await Task.Yield();
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

    public async void GaveUp(BrokerGoneException reason)
    {
        await Task.Yield();
        lock (_lock)
        {
            _opening.TrySetException(reason);
        }
    }
}
