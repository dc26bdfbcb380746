// caught by: The_first_session_runs_no_sender_on_the_drivers_thread — a yield, but before the wait instead of behind it
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
        var opening = Opening();
        await Task.Yield();
        return await opening.Task.WaitAsync(cancellationToken);
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

    private TaskCompletionSource<Session> Opening()
    {
        lock (_lock)
        {
            return _opening;
        }
    }
}
