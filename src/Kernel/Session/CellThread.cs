using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace HonestAsync.Kernel;

/// <summary>
/// The thread on which one piece of C# is compiled and run, up to its first await that is not complete. It can be
/// stopped: the library alone leaves its own thread in an endless loop, and runs no later cell.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "a cell that was given up still uses them")]
internal sealed class CellThread(string code, string path, SessionOptions options)
{
    [ThreadStatic]
    private static CellThread? s_current;

    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ManualResetEventSlim _over = new();
    private readonly InterruptShield _shield = new();
    private readonly Lock _gate = new();
    private volatile CellActivity _activity = CellActivity.Running;
    private Thread? _thread;
    private bool _inCell;

    /// <summary>What the compiler gets.</summary>
    public string Code => code;

    /// <summary>What the cell does, or did when an interrupt reached it.</summary>
    public CellActivity Activity => _activity;

    /// <summary>True once an interrupt has been asked for.</summary>
    public bool IsInterrupted => _shield.IsClosed;

    /// <summary>True if it did not stop in time; it goes on in the background.</summary>
    public bool WasGivenUp { get; private set; }

    /// <summary>Begins; the result ends with the code, or when it is given up.</summary>
    public Task RunAsync(Func<Task> body)
    {
        var thread = new Thread(() => Run(body), options.StackSize)
        {
            IsBackground = true,
            Name = path,
            CurrentCulture = CultureInfo.InvariantCulture,
            CurrentUICulture = CultureInfo.InvariantCulture,
        };
        Volatile.Write(ref _thread, thread);
        thread.Start();
        return _ended.Task;
    }

    /// <summary>
    /// From here to the end of the piece the thread runs the reader's code, where it may be interrupted. The rewritten
    /// code calls it first.
    /// </summary>
    public static void EnterCell()
    {
        if (s_current is { } cell)
        {
            lock (cell._gate)
            {
                cell._inCell = true;
            }
        }
    }

    /// <summary>Stops the piece, and waits for the command that it belongs to; after the grace time it is given up.</summary>
    [SuppressMessage("Usage", "VSTHRD002", Justification = "the caller has nothing else to do")]
    public void Interrupt(Task command)
    {
        // on a thread of its own: the cell may be in a place that the interrupt has to wait for, maybe indefinitely
        new Thread(() =>
        {
            if (_shield.Close(options.InterruptGrace))
            {
                CellCheckpoint.Close();
                while (!_over.Wait(TimeSpan.FromMilliseconds(20)))
                {
                    Wake();
                }
            }
        })
        { IsBackground = true, Name = "interrupt" }.UnsafeStart();
        if (!command.Wait(options.InterruptGrace))
        {
            GiveUp();
        }
    }

    private void GiveUp()
    {
        if (_activity != CellActivity.Awaiting)
        {
            _activity = _thread?.ThreadState.HasFlag(ThreadState.WaitSleepJoin) == true
                ? CellActivity.Blocked
                : CellActivity.Running;
        }
        WasGivenUp = _ended.TrySetException(new OperationCanceledException("The cell was given up."));
        _over.Set();
    }

    // a thread that waits, sleeps or wants a lock in the cell's code
    private void Wake()
    {
        lock (_gate)
        {
            if (_inCell && _thread!.ThreadState.HasFlag(ThreadState.WaitSleepJoin))
            {
                _activity = CellActivity.Blocked;
                _thread.Interrupt();
            }
        }
    }

    [SuppressMessage("Usage", "VSTHRD002", Justification = "the cell's own thread has nothing else to do")]
    private void Run(Func<Task> body)
    {
        s_current = this;
        _shield.Protect();
        OutputCapture.TakeConsole();
        try
        {
            var running = body();
            LeaveCell();
            if (!running.IsCompleted)
            {
                _activity = CellActivity.Awaiting;
                Task.WaitAny(running);
                if (!IsInterrupted)
                {
                    _activity = CellActivity.Running;
                }
            }
            running.GetAwaiter().GetResult();
            _ended.TrySetResult();
        }
        catch (Exception e)
        {
            LeaveCell();
            _ended.TrySetException(e);
        }
        _over.Set();
    }

    // an interrupt that came too late for the cell hits the thread at its next wait: here, and not in the kernel
    private void LeaveCell()
    {
        while (true)
        {
            try
            {
                lock (_gate)
                {
                    _inCell = false;
                }
                if (IsInterrupted)
                {
                    _over.Wait(1);
                }
                return;
            }
            catch (ThreadInterruptedException)
            {
                // taken; none can follow once the lock was had
            }
        }
    }
}
