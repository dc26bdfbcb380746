// caught by: The_link_answers_while_a_sender_keeps_its_thread — a thread completes, and the report waits for it
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
        TaskCompletionSource<Session> opening;
        lock (_lock)
        {
            _current = session;
            opening = _opening;
        }
        var thread = new Thread(() => opening.TrySetResult(session)) { IsBackground = true };
        thread.Start();
        thread.Join();
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
        var thread = new Thread(() => _opening.TrySetException(reason)) { IsBackground = true };
        thread.Start();
        thread.Join();
    }
}
