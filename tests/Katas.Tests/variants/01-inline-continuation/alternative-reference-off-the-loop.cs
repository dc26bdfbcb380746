// right — the reference, awaited with ConfigureAwait(false)
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

    public async Task<Session> SessionAsync(CancellationToken cancellationToken = default) =>
        await Opening().Task.WaitAsync(cancellationToken).ConfigureAwait(false);

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

    private TaskCompletionSource<Session> Opening()
    {
        lock (_lock)
        {
            return _opening;
        }
    }
}
