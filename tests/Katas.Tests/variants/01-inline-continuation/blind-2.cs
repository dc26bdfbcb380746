// right — another way, by the same reader
namespace HonestAsync.Katas.InlineContinuation;

/// <summary>The connection to the broker, as senders see it: they wait here for a session.</summary>
/// <remarks>The driver reports from its only thread; senders come from any thread.</remarks>
public sealed class BrokerLink
{
    private readonly Lock _lock = new();
    private readonly HashSet<Waiter> _waiters = [];
    private Session? _current;
    private BrokerGoneException? _gone;

    /// <summary>The session that is open; null while there is none.</summary>
    public Session? Current => Volatile.Read(ref _current);

    /// <summary>The session that is open, or else the next one.</summary>
    /// <exception cref="BrokerGoneException">The driver has given up.</exception>
    public async Task<Session> SessionAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var waiter = new Waiter();
        lock (_lock)
        {
            if (_gone is not null)
            {
                throw _gone;
            }
            if (_current is not null)
            {
                return _current;
            }
            _waiters.Add(waiter);
        }
        using (cancellationToken.UnsafeRegister((_, token) =>
        {
            lock (_lock)
            {
                _waiters.Remove(waiter);
            }
            waiter.TrySetCanceled(token);
        }, null))
        {
            return await waiter.Task.ConfigureAwait(false);
        }
    }

    /// <summary>The driver has opened a session.</summary>
    public void Opened(Session session)
    {
        foreach (var waiter in Take(session, null))
        {
            waiter.TrySetResult(session);
        }
    }

    /// <summary>The driver has lost the session that was open, and opens another one.</summary>
    public void Lost() => Take(null, null);

    /// <summary>The driver has lost the broker, and tries no more.</summary>
    public void GaveUp(BrokerGoneException reason)
    {
        foreach (var waiter in Take(null, reason))
        {
            waiter.TrySetException(reason);
        }
    }

    private Waiter[] Take(Session? current, BrokerGoneException? gone)
    {
        lock (_lock)
        {
            Volatile.Write(ref _current, current);
            _gone = gone;
            if (current is null && gone is null)
            {
                return [];
            }
            Waiter[] waiters = [.. _waiters];
            _waiters.Clear();
            return waiters;
        }
    }

    private sealed class Waiter() : TaskCompletionSource<Session>(TaskCreationOptions.RunContinuationsAsynchronously);
}
