// right — a thread of the link completes what the driver reports
using System.Collections.Concurrent;

namespace HonestAsync.Katas.InlineContinuation;

public sealed class BrokerLink
{
    private readonly Lock _lock = new();
    private TaskCompletionSource<Session> _opening = new();
    private readonly BlockingCollection<Action> _completions = [];
    private Session? _current;

    public BrokerLink() => new Thread(Complete) { IsBackground = true, Name = "completes what the driver reports" }.Start();

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
            _completions.Add(() => opening.TrySetResult(session));
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
            _completions.Add(() => opening.TrySetException(reason));
        }
    }

    private void Complete()
    {
        foreach (var complete in _completions.GetConsumingEnumerable())
        {
            complete();
        }
    }
}
