// right — the reference, and a cancelled token is refused before anything else, without a task
namespace HonestAsync.Katas.InlineContinuation;

public sealed class BrokerLink
{
    private readonly Lock _lock = new();
    private TaskCompletionSource<Session> _opening = NewOpening();
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
        cancellationToken.ThrowIfCancellationRequested();
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
            _opening.TrySetResult(session);
        }
    }

    public void Lost()
    {
        lock (_lock)
        {
            _current = null;
            _opening = NewOpening();
        }
    }

    public void GaveUp(BrokerGoneException reason)
    {
        lock (_lock)
        {
            _opening.TrySetException(reason);
        }
    }

    private static TaskCompletionSource<Session> NewOpening() =>
        new(TaskCreationOptions.RunContinuationsAsynchronously);
}
