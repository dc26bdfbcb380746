// caught by: Senders_who_wait_cost_no_thread_no_timer_and_no_work — the completion comes a moment later, from a timer
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
            var opening = _opening;
            Task.Delay(50).ContinueWith(_ => opening.TrySetResult(session), TaskScheduler.Default);
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
            var opening = _opening;
            Task.Delay(50).ContinueWith(_ => opening.TrySetException(reason), TaskScheduler.Default);
        }
    }
}
