// caught by: Giving_up_runs_no_sender_there_either_and_all_hear_why — a yield behind the wait, which an exception jumps over
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
        var session = await Opening().Task.WaitAsync(cancellationToken);
        await Task.Yield();
        return session;
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
