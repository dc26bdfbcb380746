// right — a channel takes the completions, in order, to its one reader
using System.Threading.Channels;

namespace HonestAsync.Katas.InlineContinuation;

public sealed class BrokerLink
{
    private readonly Lock _lock = new();
    private TaskCompletionSource<Session> _opening = new();
    private readonly Channel<Action> _completions = Channel.CreateUnbounded<Action>(new() { SingleReader = true });
    private Session? _current;

    public BrokerLink() => _ = CompleteAsync();

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
            _completions.Writer.TryWrite(() => opening.TrySetResult(session));
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
            _completions.Writer.TryWrite(() => opening.TrySetException(reason));
        }
    }

    private async Task CompleteAsync()
    {
        await foreach (var complete in _completions.Reader.ReadAllAsync())
        {
            complete();
        }
    }
}
