using System.Diagnostics;

namespace HonestAsync;

/// <summary>
/// What waiting costs: the threads that are held and the timers that run, beyond those at the moment of its creation.
/// </summary>
/// <remarks>
/// An item of the ThreadPool counts from the moment it is queued until it has ended: it is queued, or its thread is
/// busy, and the queue is read first, so there is no gap in which a wait that holds a thread costs nothing. A thread
/// that the pool keeps and that has nothing to do costs nothing. Thread-safe.
/// </remarks>
public sealed class WaitFootprint
{
    private static readonly TimeSpan s_bound = TimeSpan.FromSeconds(1);

    private readonly int _pool = InPool();
    private readonly int _own = OutsidePool();
    private readonly long _timers = Timer.ActiveCount;

    /// <summary>Threads held now: of the pool, queued items included, and of one's own.</summary>
    public int Threads => Held(int.MaxValue);

    /// <summary>Timers that run now.</summary>
    public long Timers => Timer.ActiveCount - _timers;

    /// <summary>
    /// Reads <see cref="Threads"/> until there are fewer than <paramref name="few"/>: what is only on its way through
    /// the pool gets time to end.
    /// </summary>
    /// <returns>
    /// The last reading. It is <paramref name="few"/> or more if that stayed so for a second in which the process
    /// waited, or had a processor.
    /// </returns>
    /// <exception cref="MachineTooBusyException">The machine gave this process too little processor time to
    /// tell.</exception>
    public async Task<int> ThreadsAtRestAsync(int few)
    {
        var patience = new StallDetector(s_bound);
        long asked = 0;
        while (true)
        {
            int threads = Held(few);
            // rarely: between two questions that follow at once, every process looks idle
            bool isTime = Stopwatch.GetElapsedTime(asked) >= patience.Interval;
            asked = isTime ? Stopwatch.GetTimestamp() : asked;
            var stall = threads < few || !isTime ? Stall.None : patience.Look();
            if (stall == Stall.MachineTooBusy)
            {
                throw MachineTooBusyException.Of("the threads that wait", patience);
            }
            if (threads < few || stall != Stall.None)
            {
                return threads;
            }
            Thread.Yield();
            // not a pool thread: it would queue behind those that are held
            if (SynchronizationContext.Current is not null || Thread.CurrentThread.IsThreadPoolThread)
            {
                await Task.Yield();
            }
        }
    }

    /// <summary>
    /// Own threads are counted only where those of the pool are too few: to list them all is work.
    /// </summary>
    private int Held(int enough)
    {
        int pool = Math.Max(0, InPool() - _pool);
        return pool >= enough ? pool : pool + Math.Max(0, OutsidePool() - _own);
    }

    private static int InPool() => (int)ThreadPool.PendingWorkItemCount + ThreadPoolProbe.Busy();

    private static int OutsidePool()
    {
        using var process = Process.GetCurrentProcess();
        return process.Threads.Count - ThreadPool.ThreadCount;
    }
}
