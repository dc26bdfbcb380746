using System.Diagnostics;

namespace HonestAsync;

/// <summary>
/// A thread pool of exactly <em>k</em> threads that never grows: the deterministic stand-in for the
/// ThreadPool. Starving it takes k blocked items, every time, and affects nothing else in the process.
/// </summary>
/// <remarks>
/// Continuations come back to it (it is a <see cref="SynchronizationContext"/>), to any of its threads. A
/// thread that is blocked when the pool is disposed is left behind as a background thread. Thread-safe.
/// </remarks>
[DebuggerDisplay("{Busy} busy, {QueueLength} queued")]
public sealed class WorkerPool : SynchronizationContext, IDisposable
{
    private readonly object _lock = new();
    private readonly Queue<(SendOrPostCallback Callback, object? State)> _queue = new();
    private readonly List<Exception> _unhandled = [];
    private int _busy;
    private int _maxBusy;
    private int _maxQueue;
    private int _executed;
    private bool _disposed;

    /// <summary>Starts <paramref name="threads"/> background threads.</summary>
    public WorkerPool(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        Threads = threads;
        for (int i = 0; i < threads; i++)
        {
            new Thread(Work) { IsBackground = true, Name = $"worker {i + 1} of {threads}" }.Start();
        }
    }

    /// <summary>How many threads there are.</summary>
    public int Threads { get; }

    /// <summary>Threads that run an item now.</summary>
    public int Busy => Read(ref _busy);

    /// <summary>The most threads that were busy at once.</summary>
    public int MaxBusy => Read(ref _maxBusy);

    /// <summary>Items that wait for a thread.</summary>
    public int QueueLength
    {
        get
        {
            using (ShortLock.On(_lock))
            {
                return _queue.Count;
            }
        }
    }

    /// <summary>
    /// True when no item waits or runs: one look at both, which <see cref="Busy"/> and <see cref="QueueLength"/>
    /// one after the other are not. An item taken in between would be seen by neither.
    /// </summary>
    public bool IsIdle
    {
        get
        {
            using (ShortLock.On(_lock))
            {
                return _busy == 0 && _queue.Count == 0;
            }
        }
    }

    /// <summary>The most items that waited at once.</summary>
    public int MaxQueueLength => Read(ref _maxQueue);

    /// <summary>Items that have ended.</summary>
    public int Executed => Read(ref _executed);

    /// <summary>Exceptions that an item let escape.</summary>
    public IReadOnlyList<Exception> Unhandled
    {
        get
        {
            using (ShortLock.On(_lock))
            {
                return [.. _unhandled];
            }
        }
    }

    /// <summary>
    /// Queues <paramref name="body"/>, which gets the caller's execution context; the task follows the one it
    /// returns.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The pool was disposed.</exception>
    public Task RunAsync(Func<Task> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return RunAsync(async () =>
        {
            await body();
            return true;
        });
    }

    /// <inheritdoc cref="RunAsync(Func{Task})"/>
    public Task<T> RunAsync<T>(Func<Task<T>> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        var started = new TaskCompletionSource<Task<T>>(TaskCreationOptions.RunContinuationsAsynchronously);
        var flow = ExecutionContext.Capture();
        bool queued = TryQueue(_ => InFlow(flow, () =>
        {
            try
            {
                started.SetResult(body());
            }
            catch (Exception error)
            {
                started.SetException(error);
            }
        }), null);
        ObjectDisposedException.ThrowIf(!queued, this);
        return started.Task.Unwrap();
    }

    /// <summary>
    /// Blocks until no item is queued or running, or until <paramref name="bound"/> (real time) has passed.
    /// </summary>
    /// <returns>False when the bound came first.</returns>
    public bool WaitUntilIdle(TimeSpan bound)
    {
        long start = Stopwatch.GetTimestamp();
        using (ShortLock.On(_lock))
        {
            while (_busy > 0 || _queue.Count > 0)
            {
                var left = bound - Stopwatch.GetElapsedTime(start);
                if (left <= TimeSpan.Zero || !Monitor.Wait(_lock, left))
                {
                    return _busy == 0 && _queue.Count == 0;
                }
            }
            return true;
        }
    }

    /// <summary>Queues a callback. After <see cref="Dispose"/> it is dropped: an exception here would end the process,
    /// because it is thrown into the code that completed what a continuation awaits.</summary>
    public override void Post(SendOrPostCallback d, object? state) => TryQueue(d, state);

    /// <summary>Not offered, as in <see cref="EventLoop.Send"/>.</summary>
    public override void Send(SendOrPostCallback d, object? state) =>
        throw new NotSupportedException("WorkerPool takes posts only; Send would block its caller.");

    /// <inheritdoc/>
    public override SynchronizationContext CreateCopy() => this;

    /// <summary>
    /// Lets the threads end once the queue is empty; does not wait for them. What is suspended then never
    /// resumes.
    /// </summary>
    public void Dispose()
    {
        using (ShortLock.On(_lock))
        {
            _disposed = true;
            Monitor.PulseAll(_lock);
        }
    }

    private static void InFlow(ExecutionContext? flow, Action action)
    {
        if (flow is null)
        {
            action();
            return;
        }
        ExecutionContext.Run(flow, static state => ((Action)state!)(), action);
    }

    private bool TryQueue(SendOrPostCallback callback, object? state)
    {
        using (ShortLock.On(_lock))
        {
            if (_disposed)
            {
                return false;
            }
            _queue.Enqueue((callback, state));
            _maxQueue = Math.Max(_maxQueue, _queue.Count);
            Monitor.PulseAll(_lock);
            return true;
        }
    }

    private void Work()
    {
        SetSynchronizationContext(this);
        while (Take() is { } item)
        {
            try
            {
                item.Callback(item.State);
            }
            catch (Exception error)
            {
                using (ShortLock.On(_lock))
                {
                    _unhandled.Add(error);
                }
            }
            using (ShortLock.On(_lock))
            {
                _busy--;
                _executed++;
                Monitor.PulseAll(_lock);
            }
        }
    }

    private (SendOrPostCallback Callback, object? State)? Take()
    {
        using (ShortLock.On(_lock))
        {
            while (_queue.Count == 0)
            {
                if (_disposed)
                {
                    return null;
                }
                Monitor.Wait(_lock);
            }
            _busy++;
            _maxBusy = Math.Max(_maxBusy, _busy);
            return _queue.Dequeue();
        }
    }

    private int Read(ref int field)
    {
        using (ShortLock.On(_lock))
        {
            return field;
        }
    }
}
