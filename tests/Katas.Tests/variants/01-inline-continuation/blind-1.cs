// right — the first attempt of a reader who had only the README
namespace HonestAsync.Katas.InlineContinuation;

/// <summary>The connection to the broker, as senders see it: they wait here for a session.</summary>
/// <remarks>The driver reports from its only thread; senders come from any thread.</remarks>
public sealed class BrokerLink
{
    private readonly Lock _lock = new();
    private TaskCompletionSource<Session> _opening = NextOpening();
    private Session? _current;

    /// <summary>The session that is open; null while there is none.</summary>
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

    /// <summary>The session that is open, or else the next one.</summary>
    /// <exception cref="BrokerGoneException">The driver has given up.</exception>
    public Task<Session> SessionAsync(CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            return _opening.Task.WaitAsync(cancellationToken);
        }
    }

    /// <summary>The driver has opened a session.</summary>
    public void Opened(Session session)
    {
        lock (_lock)
        {
            _current = session;
            _opening.TrySetResult(session);
        }
    }

    /// <summary>The driver has lost the session that was open, and opens another one.</summary>
    public void Lost()
    {
        lock (_lock)
        {
            _current = null;
            _opening = NextOpening();
        }
    }

    /// <summary>The driver has lost the broker, and tries no more.</summary>
    public void GaveUp(BrokerGoneException reason)
    {
        lock (_lock)
        {
            _opening.TrySetException(reason);
        }
    }

    // senders go on from the pool: their code must not run on the driver's thread, inside the lock
    private static TaskCompletionSource<Session> NextOpening() =>
        new(TaskCreationOptions.RunContinuationsAsynchronously);
}
