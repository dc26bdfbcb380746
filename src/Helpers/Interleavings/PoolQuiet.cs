using System.Diagnostics;

namespace HonestAsync;

/// <summary>
/// Knows whether the process's ThreadPool still works on something that an explored step set off.
/// </summary>
/// <remarks>
/// A pool thread counts as processing from the moment that queueing an item asks for it, on the queueing
/// thread, until it finds no further item: <c>max − available</c> therefore covers queued, just taken and
/// running items without a gap. Not counted are the pool threads that sit in a call of the explorer itself,
/// and the neighbours: those busy when <see cref="Settle"/> found a pool that stood still. Neighbours are
/// found between schedules only, never while something of ours may run: noise costs time, not truth.
/// </remarks>
internal sealed class PoolQuiet
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_inLine = TimeSpan.FromMilliseconds(100);
    private static int s_waitingCallers;

    /// <summary>
    /// A yield may cost a whole time slice on a busy machine; the pool is mostly quiet sooner.
    /// </summary>
    public const int LooksBetweenYields = 64;

    /// <summary>
    /// Most hops end within microseconds; a pool that goes on standing still is looked at each millisecond.
    /// </summary>
    public const int YieldsBeforeSleep = 100;

    private int _neighbours;

    /// <summary>Items that the process's pool has finished.</summary>
    public static long Completed => ThreadPool.CompletedWorkItemCount;

    /// <param name="held">Threads that are known to be busy, and to start nothing.</param>
    public bool IsQuiet(int held = 0)
    {
        long completed = Completed;
        if (ThreadPool.PendingWorkItemCount != 0)
        {
            return false;
        }
        int busy = Math.Max(0, Busy() - held);
        // asked again: an item may have ended in between and left another in the queue
        if (busy > _neighbours || ThreadPool.PendingWorkItemCount != 0 || Completed != completed)
        {
            return false;
        }
        _neighbours = Math.Min(_neighbours, busy);
        return true;
    }

    /// <summary>
    /// Between schedules: waits for quiet; who is still busy in a pool that stands still is a neighbour.
    /// </summary>
    /// <returns>True when the pool came to rest by itself.</returns>
    public bool Settle(Action onProgress)
    {
        long start = Stopwatch.GetTimestamp();
        long since = start, lastEnd = start;
        long completed = Completed;
        var pause = new SpinWait();
        for (int looks = 1; !IsQuiet(); looks++)
        {
            Thread.SpinWait(10);
            if (looks % LooksBetweenYields != 0)
            {
                continue;
            }
            if (Completed != completed)
            {
                (completed, since, lastEnd) = (Completed, Stopwatch.GetTimestamp(), Stopwatch.GetTimestamp());
                pause.Reset();
            }
            else if (ThreadPool.PendingWorkItemCount != 0)
            {
                since = Stopwatch.GetTimestamp();
                LetIn(lastEnd);
            }
            if (Stopwatch.GetElapsedTime(since) > s_patience || Stopwatch.GetElapsedTime(start) > s_longest)
            {
                Accept();
                return false;
            }
            onProgress();
            pause.SpinOnce(YieldsBeforeSleep);
        }
        return true;
    }

    /// <summary>
    /// Nothing has ended since <paramref name="lastEnd"/>: if items stand in line behind threads that are
    /// held, a thread each shows sooner what they come to.
    /// </summary>
    public static void LetIn(long lastEnd)
    {
        if (Stopwatch.GetElapsedTime(lastEnd) > s_inLine)
        {
            PoolRoom.Make();
        }
    }

    /// <summary>Whoever is busy now counts as a neighbour.</summary>
    public void Accept(int held = 0) => _neighbours = Math.Max(0, Busy() - held);

    /// <summary>
    /// Runs <paramref name="wait"/>, in which the calling thread only waits for an explorer.
    /// </summary>
    public static void WhileCallerWaits(Action wait)
    {
        int pool = Thread.CurrentThread.IsThreadPoolThread ? 1 : 0;
        Interlocked.Add(ref s_waitingCallers, pool);
        try
        {
            wait();
        }
        finally
        {
            Interlocked.Add(ref s_waitingCallers, -pool);
        }
    }

    private static int Busy() => Math.Max(0, ThreadPoolProbe.Busy() - Volatile.Read(ref s_waitingCallers));
}
