using System.Diagnostics;

namespace HonestAsync;

/// <summary>
/// An async manual-reset event for tests: it replaces every sleep.
/// </summary>
/// <remarks>
/// Waiters resume in the order of their coming, inline, on the thread that opens the gate, which keeps a test
/// in one order; a waiter that captured a context is posted to it. Production code does the opposite
/// (<see cref="TaskCreationOptions.RunContinuationsAsynchronously"/>). Thread-safe.
/// </remarks>
[DebuggerDisplay("{Name}: open {IsOpen}, {Waiters} waiting")]
public sealed class Gate(string name = "gate")
{
    private readonly object _lock = new();
    private readonly AsyncWaitQueue<bool> _line = new();
    private bool _open;

    /// <summary>What a watchdog calls it.</summary>
    public string Name { get; } = name;

    /// <summary>True between <see cref="Open"/> and <see cref="Close"/>.</summary>
    public bool IsOpen
    {
        get
        {
            using (ShortLock.On(_lock))
            {
                return _open;
            }
        }
    }

    /// <summary>Callers that wait now.</summary>
    public int Waiters
    {
        get
        {
            using (ShortLock.On(_lock))
            {
                return _line.Count;
            }
        }
    }

    /// <summary>Completes when the gate opens, at once when it is open; a cancelled waiter leaves.</summary>
    public Task WaitAsync(CancellationToken cancellationToken = default)
    {
        Task<bool> wait;
        using (ShortLock.On(_lock))
        {
            if (_open)
            {
                return Task.CompletedTask;
            }
            wait = _line.JoinAsync(_lock, cancellationToken);
        }
        PendingWaits.Track($"gate '{Name}'", wait);
        return wait;
    }

    /// <summary>
    /// Opens the gate; its waiters run before this returns, unless their context queues them.
    /// </summary>
    public void Open()
    {
        IReadOnlyList<TaskCompletionSource<bool>> waiters;
        using (ShortLock.On(_lock))
        {
            _open = true;
            waiters = _line.TakeAll();
        }
        using (ContextScope.None())
        {
            foreach (var waiter in waiters)
            {
                waiter.TrySetResult(true);
            }
        }
    }

    /// <summary>Shuts an open gate for those who come later.</summary>
    public void Close()
    {
        using (ShortLock.On(_lock))
        {
            _open = false;
        }
    }
}
