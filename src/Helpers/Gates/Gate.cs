using System.Diagnostics;

namespace HonestAsync;

/// <summary>A door that tests open: everybody who awaits it waits until then. It replaces every sleep.</summary>
/// <remarks>
/// Waiters resume inline, on the thread that opens the gate, which keeps a test in one order. Production code
/// does the opposite (<see cref="TaskCreationOptions.RunContinuationsAsynchronously"/>). Thread safe.
/// </remarks>
[DebuggerDisplay("{Name}: open {IsOpen}, {Waiters} waiting")]
public sealed class Gate(string name = "gate")
{
    private readonly Lock _lock = new();
    private TaskCompletionSource _door = new();
    private int _waiters;

    /// <summary>What a watchdog calls it.</summary>
    public string Name { get; } = name;

    /// <summary>True between <see cref="Open"/> and <see cref="Close"/>.</summary>
    public bool IsOpen => Door.Task.IsCompleted;

    /// <summary>Who waits now.</summary>
    public int Waiters => Volatile.Read(ref _waiters);

    private TaskCompletionSource Door
    {
        get
        {
            lock (_lock)
            {
                return _door;
            }
        }
    }

    /// <summary>Completes when the gate opens, at once when it is open.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken = default)
    {
        var door = Door.Task;
        if (door.IsCompleted)
        {
            return;
        }
        Interlocked.Increment(ref _waiters);
        try
        {
            // a token of its own: Task.WaitAsync(token) would send the waiter through the pool
            var cancelled = new TaskCompletionSource();
            await using var registration = cancellationToken.Register(
                () => cancelled.TrySetCanceled(cancellationToken)).ConfigureAwait(false);
            Task first = cancellationToken.CanBeCanceled ? Task.WhenAny(door, cancelled.Task).Unwrap() : door;
            OpenWaits.Track($"gate '{Name}'", first);
            await first.ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Decrement(ref _waiters);
        }
    }

    /// <summary>Opens the gate; its waiters run before this returns, unless their context queues them.</summary>
    public void Open() => Door.TrySetResult();

    /// <summary>Shuts an open gate for those who come later.</summary>
    public void Close()
    {
        lock (_lock)
        {
            if (_door.Task.IsCompleted)
            {
                _door = new TaskCompletionSource();
            }
        }
    }
}
