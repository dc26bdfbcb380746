// caught by: Who_gives_up_is_let_go_and_nobody_else — cancelled, but with nobody's token
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
        lock (_lock)
        {
            var own = new TaskCompletionSource<Session>(TaskCreationOptions.RunContinuationsAsynchronously);
            cancellationToken.Register(() => own.TrySetCanceled());
            _opening.Task.ContinueWith(opened => own.TrySetFromTask(opened), TaskScheduler.Default);
            return own.Task;
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
