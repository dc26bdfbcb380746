// caught by: Who_waits_gets_the_session_also_when_it_is_lost_at_once — a sender that has gone on reads Current, which is another session by then
namespace HonestAsync.Katas.InlineContinuation;

/// <summary>The connection to the broker, as senders see it: they wait here for a session.</summary>
/// <remarks>The driver reports from its only thread; senders come from any thread.</remarks>
public sealed class BrokerLink
{
    private readonly Lock _lock = new();
    private TaskCompletionSource<Session> _opening = new(TaskCreationOptions.RunContinuationsAsynchronously);
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
    public async Task<Session> SessionAsync(CancellationToken cancellationToken = default)
    {
        while (true)
        {
            Task<Session> opening;
            lock (_lock)
            {
                opening = _opening.Task;
            }
            await opening.WaitAsync(cancellationToken).ConfigureAwait(false);
            if (Current is { } session)
            {
                return session;
            }
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
            _opening = new(TaskCreationOptions.RunContinuationsAsynchronously);
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
}
