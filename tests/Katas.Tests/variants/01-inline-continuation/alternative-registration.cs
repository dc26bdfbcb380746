// right — the reference, and each sender has a source of its own that its token cancels
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

    public async Task<Session> SessionAsync(CancellationToken cancellationToken = default)
    {
        TaskCompletionSource<Session> opening;
        lock (_lock)
        {
            opening = _opening;
        }
        var gaveUp = new TaskCompletionSource<Session>(TaskCreationOptions.RunContinuationsAsynchronously);
        using (cancellationToken.UnsafeRegister(_ => gaveUp.TrySetCanceled(cancellationToken), null))
        {
            return await await Task.WhenAny(opening.Task, gaveUp.Task);
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
