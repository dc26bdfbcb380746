using System.Diagnostics.CodeAnalysis;

namespace HonestAsync;

/// <summary>
/// Threads without a context that take turns: each step of a schedule runs on another one, as completions of real I/O
/// do. One of them runs at a time, and the caller waits for it.
/// </summary>
internal sealed class StepThreads(WatchedThread watched) : IDisposable
{
    // a monitor held across fewer awaits than this belongs to another thread when it is given back
    private const int Count = 8;

    private readonly Turn?[] _turns = new Turn?[Count];
    private int _next;

    /// <summary>True when the thread is one of these.</summary>
    public bool Has(int managedThread)
    {
        foreach (var turn in _turns)
        {
            if (turn?.ManagedThread == managedThread)
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>Each schedule begins with the same thread.</summary>
    public void Rewind() => _next = 0;

    /// <summary>Runs <paramref name="step"/> on the next thread and returns when it has returned.</summary>
    public void Run(Action step)
    {
        var turn = _turns[_next] ??= new Turn(_next);
        _next = (_next + 1) % Count;
        watched.RunsOn(turn.Thread);
        turn.Run(step);
        watched.RunsHere();
    }

    public void Dispose()
    {
        foreach (var turn in _turns)
        {
            turn?.End();
        }
    }

    [SuppressMessage("Design", "CA1001", Justification = "a semaphore whose wait handle is not used has nothing to dispose")]
    private sealed class Turn
    {
        private readonly SemaphoreSlim _go = new(0);
        private readonly SemaphoreSlim _done = new(0);
        private Action? _step;
        private Exception? _failed;

        public Turn(int number)
        {
            new Thread(Serve) { IsBackground = true, Name = $"step {number}" }.Start();
            _done.Wait();
        }

        public int ManagedThread { get; private set; }

        public int Thread { get; private set; }

        public void Run(Action step)
        {
            _step = step;
            _go.Release();
            _done.Wait();
            if (_failed is { } failed)
            {
                _failed = null;
                throw new InvalidOperationException($"A step failed outside of its operation: {failed.Message}", failed);
            }
        }

        public void End()
        {
            _step = null;
            _go.Release();
        }

        private void Serve()
        {
            (ManagedThread, Thread) = (Environment.CurrentManagedThreadId, ProcessorTimes.CurrentThread);
            _done.Release();
            for (_go.Wait(); _step is { } step; _go.Wait())
            {
                try
                {
                    step();
                }
                catch (Exception error)
                {
                    _failed = error;
                }
                _done.Release();
            }
        }
    }
}
