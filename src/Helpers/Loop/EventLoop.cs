using System.Diagnostics;

namespace HonestAsync;

/// <summary>
/// An event loop: one thread, one queue, everything posted runs in order, one thing at a time. What a UI
/// thread, Node or asyncio is; .NET servers and consoles have none by default.
/// </summary>
/// <remarks>
/// <para><see cref="Run(Func{Task})"/> drives it on a thread of its own. Or drive it by hand (<em>stepped</em>):
/// post, look at <see cref="Ready"/>, and pick what runs next with <see cref="Step"/>.</para>
/// <para>With a <see cref="VirtualTime"/>, an idle loop jumps to the next timer. Work that left for the pool
/// is not waited for by that jump: keep virtual-time code on the loop. Posting is thread-safe; stepping is
/// for one thread.</para>
/// </remarks>
[DebuggerDisplay("{Posts} posts, {Ready} ready")]
public sealed class EventLoop : SynchronizationContext
{
    private readonly PostQueue _queue = new();
    private readonly AsyncVoidCounter _asyncVoid = new();
    private readonly TurnRecorder _turns = new();
    private readonly LoopObserver[] _observers;
    private readonly TimeProvider _clock;
    private readonly VirtualTime? _virtual;
    private bool _insideCallback;

    /// <summary>A loop on the real clock, or on <paramref name="time"/>.</summary>
    public EventLoop(VirtualTime? time = null)
    {
        _virtual = time;
        _clock = (TimeProvider?)time ?? TimeProvider.System;
        _observers = [_asyncVoid, _turns];
        SetWaitNotificationRequired();
    }

    /// <summary>Further detectors that watch this loop; none unless set.</summary>
    public IReadOnlyList<LoopObserver> Observers
    {
        get => _observers[2..];
        init => _observers = [_asyncVoid, _turns, .. value];
    }

    /// <summary>Sees synchronous waits on the loop's thread and breaks them off after its bound.</summary>
    public BlockingDetector Blocking { get; init; } = new();

    /// <summary>
    /// Real time after which <see cref="Run(Func{Task})"/> gives up and says what the loop is doing; 30 s
    /// unless set.
    /// </summary>
    public TimeSpan Bound { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// True: <see cref="Run(Func{Task})"/> ends with the first wait that had to be broken off, whatever the
    /// code makes of it.
    /// </summary>
    internal bool FailsWhenBlocked { get; init; }

    /// <summary>Callbacks posted so far: each is one turn of the loop.</summary>
    public int Posts => _queue.Added;

    /// <summary>True while its thread sleeps, because nothing is posted; false from the very next post on.</summary>
    public bool IsAsleep => _queue.IsAsleep;

    /// <summary>Callbacks that wait for their turn.</summary>
    public int Ready => _queue.Count;

    /// <summary>The longest the queue has been.</summary>
    public int MaxQueueLength => _queue.Longest;

    /// <summary>The longest a callback waited from its post to its turn, on the loop's clock.</summary>
    public TimeSpan MaxLag => _turns.MaxLag;

    /// <summary><c>async void</c> methods started under this loop.</summary>
    public int AsyncVoidStarted => _asyncVoid.Started;

    /// <summary><c>async void</c> methods started and not yet ended.</summary>
    public int AsyncVoidActive => _asyncVoid.Active;

    /// <summary>
    /// Managed ids of the threads that ran callbacks: one, unless several threads step the loop.
    /// </summary>
    public IReadOnlySet<int> ThreadIds => _turns.ThreadIds;

    /// <summary>Exceptions that a callback let escape; in production they end the process.</summary>
    public IReadOnlyList<Exception> Unhandled => _turns.Unhandled;

    /// <summary>
    /// Runs <paramref name="body"/> on the loop's own thread until its task ends; posts left then stay
    /// queued.
    /// </summary>
    /// <exception cref="TimeoutException">The task did not end within <see cref="Bound"/>; the message says
    /// what the loop was doing.</exception>
    public void Run(Func<Task> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        Run(async () =>
        {
            await body();
            return 0;
        });
    }

    /// <inheritdoc cref="Run(Func{Task})"/>
    public T Run<T>(Func<Task<T>> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        Task<T>? root = null;
        Exception? failed = null;
        var thread = new Thread(() =>
        {
            try
            {
                root = StartOn(() => StartedAsync(body));
                Pump(root);
            }
            catch (Exception error)
            {
                failed = error;
            }
        })
        { IsBackground = true, Name = "event loop" };
        thread.Start();
        if (!thread.Join(Bound))
        {
            throw new TimeoutException($"The loop did not finish within {Bound.TotalSeconds:0.#} s: {Describe()}. "
                + $"Waiting: {PendingWaits.Describe()}");
        }
        return failed is null ? root!.GetAwaiter().GetResult()
            : failed is BlockedLoopException blocked ? throw blocked
            : throw new InvalidOperationException("The loop's driver failed.", failed);
    }

    /// <summary>
    /// Stepped mode: runs the callback at <paramref name="index"/> of the ready ones, on the calling thread.
    /// </summary>
    public void Step(int index = 0)
    {
        var posted = _queue.Take(index);
        var lag = _clock.GetElapsedTime(posted.At);
        Tell(lag, static (observer, lag) => observer.OnTurnBegins(lag));
        Exception? unhandled = null;
        var before = Current;
        SetSynchronizationContext(this);
        Volatile.Write(ref _insideCallback, true);
        try
        {
            posted.Callback(posted.State);
        }
        catch (Exception error)
        {
            unhandled = error;
        }
        finally
        {
            Volatile.Write(ref _insideCallback, false);
            SetSynchronizationContext(before);
        }
        Tell(unhandled, static (observer, error) => observer.OnTurnEnded(error));
    }

    /// <summary>Stepped mode: starts <paramref name="body"/> under this loop on the calling thread.</summary>
    public T StartOn<T>(Func<T> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        var before = Current;
        SetSynchronizationContext(this);
        Volatile.Write(ref _insideCallback, true);
        try
        {
            return body();
        }
        finally
        {
            Volatile.Write(ref _insideCallback, false);
            SetSynchronizationContext(before);
        }
    }

    /// <summary>Stepped mode: runs ready callbacks, first in first out, until none is left.</summary>
    /// <returns>How many ran.</returns>
    public int RunUntilIdle()
    {
        int ran = 0;
        while (Ready > 0)
        {
            Step();
            ran++;
        }
        return ran;
    }

    /// <inheritdoc/>
    public override void Post(SendOrPostCallback d, object? state)
    {
        _queue.Add(new PostQueue.Posted(d, state, _clock.GetTimestamp()));
        Tell(0, static (observer, _) => observer.OnPosted());
    }

    /// <summary>
    /// Not offered: a synchronous send from another thread is the deadlock that the notebooks warn of.
    /// </summary>
    public override void Send(SendOrPostCallback d, object? state) =>
        throw new NotSupportedException("EventLoop takes posts only; Send would block its caller.");

    /// <inheritdoc/>
    public override SynchronizationContext CreateCopy() => this;

    /// <inheritdoc/>
    public override void OperationStarted() => Tell(0, static (observer, _) => observer.OnAsyncVoidStarted());

    /// <inheritdoc/>
    public override void OperationCompleted() => Tell(0, static (observer, _) => observer.OnAsyncVoidEnded());

    /// <inheritdoc/>
    public override int Wait(nint[] waitHandles, bool waitAll, int millisecondsTimeout) =>
        Blocking.Wait(waitHandles, waitAll, millisecondsTimeout, WaitHelper);

    private void Tell<T>(T what, Action<LoopObserver, T> tell)
    {
        foreach (var observer in _observers)
        {
            tell(observer, what);
        }
    }

    /// <summary>A body that throws before it returns a task fails like one that throws after.</summary>
    private static Task<T> StartedAsync<T>(Func<Task<T>> body)
    {
        try
        {
            return body();
        }
        catch (Exception error)
        {
            return Task.FromException<T>(error);
        }
    }

    private void Pump(Task root)
    {
        // a root that ends elsewhere (after ConfigureAwait(false)) must wake the sleeping loop
        _ = root.ContinueWith(_ => _queue.Wake(), CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        while (!root.IsCompleted)
        {
            if (FailsWhenBlocked && Blocking.Waits.FirstOrDefault(wait => wait.GaveUp) is { } blocked)
            {
                throw BlockingDetector.BrokenOff(blocked, Blocking.Bound);
            }
            if (Ready > 0)
            {
                Step();
            }
            else if (_virtual is null || !_virtual.AdvanceToNextTimer())
            {
                _queue.Sleep(root);
            }
        }
    }

    /// <summary>What it is doing, for the message of a watchdog.</summary>
    internal string Describe()
    {
        string timers = _virtual is null ? "" : $", {_virtual.ArmedTimers} virtual timers are armed";
        return Volatile.Read(ref _insideCallback)
            ? $"a callback keeps its only thread and does not return; {Ready} more wait for their turn{timers}"
            : $"it is idle: nothing is ready{timers}";
    }
}
