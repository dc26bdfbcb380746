// caught by: The_first_session_runs_no_sender_on_the_drivers_thread — readers no longer wait for one another
namespace HonestAsync.Katas.InlineContinuation;

public sealed class BrokerLink
{
    private readonly ReaderWriterLockSlim _lock = new(LockRecursionPolicy.SupportsRecursion);
    private TaskCompletionSource<Session> _opening = new();
    private Session? _current;

    public Session? Current
    {
        get
        {
            _lock.EnterReadLock();
            try
            {
                return _current;
            }
            finally
            {
                _lock.ExitReadLock();
            }
        }
    }

    public Task<Session> SessionAsync(CancellationToken cancellationToken = default)
    {
        _lock.EnterReadLock();
        try
        {
            return _opening.Task.WaitAsync(cancellationToken);
        }
        finally
        {
            _lock.ExitReadLock();
        }
    }

    public void Opened(Session session)
    {
        _lock.EnterWriteLock();
        try
        {
            _current = session;
            _opening.TrySetResult(session);
        }
        finally
        {
            _lock.ExitWriteLock();
        }
    }

    public void Lost()
    {
        _lock.EnterWriteLock();
        try
        {
            _current = null;
            _opening = new TaskCompletionSource<Session>();
        }
        finally
        {
            _lock.ExitWriteLock();
        }
    }

    public void GaveUp(BrokerGoneException reason)
    {
        _lock.EnterWriteLock();
        try
        {
            _opening.TrySetException(reason);
        }
        finally
        {
            _lock.ExitWriteLock();
        }
    }
}
