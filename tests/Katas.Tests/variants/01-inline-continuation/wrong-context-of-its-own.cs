// caught by: The_first_session_runs_no_sender_on_the_drivers_thread — a context on the driver's thread keeps awaits from going on there, and a callback does not ask
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
            Elsewhere(() => _opening.TrySetResult(session));
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
            Elsewhere(() => _opening.TrySetException(reason));
        }
    }

    private static void Elsewhere(Action complete)
    {
        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(new Foreign());
        try
        {
            complete();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    private sealed class Foreign : SynchronizationContext;
}
