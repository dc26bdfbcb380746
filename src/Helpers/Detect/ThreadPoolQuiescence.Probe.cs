using System.Diagnostics;

namespace HonestAsync;

/// <content>The probe: is anything of ours still in the pool?</content>
/// <remarks>
/// A pool thread counts as processing from the moment that queueing an item asks for it, on the queueing
/// thread, until it finds no further item: <c>max − available</c> therefore covers queued, just taken and
/// running items without a gap. Not counted are the pool threads that sit in a call of the explorer itself,
/// and the neighbours: those busy when <see cref="Settle"/> found a pool that stood still. Neighbours are
/// found between schedules only, never while something of ours may run: noise costs time, not truth.
/// </remarks>
public sealed partial class ThreadPoolQuiescence
{
    /// <summary>
    /// A yield may cost a whole time slice on a busy machine; the pool is mostly quiet sooner.
    /// </summary>
    internal const int LooksBetweenYields = 64;

    // most hops end within microseconds; a pool that stays busy is looked at each millisecond
    private const int YieldsBeforeSleep = 100;
    private const int MostThreads = 256;
    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_inLine = TimeSpan.FromMilliseconds(100);
    private static int s_waitingCallers;

    private int _neighbours;

    /// <summary>Items that the process's pool has finished.</summary>
    internal static long Completed => ThreadPool.CompletedWorkItemCount;

    /// <summary>True when nothing is queued, and no more threads are busy than those of the neighbours.</summary>
    /// <param name="held">Threads that are known to be busy, and to start nothing.</param>
    internal bool IsQuiet(int held = 0)
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
    /// Between schedules: waits for quiet; threads that are still busy in a pool that stands still are neighbours.
    /// </summary>
    /// <returns>True when the pool came to rest by itself.</returns>
    internal bool Settle(Action onProgress)
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

    /// <summary>From here on, the busy threads count as neighbours.</summary>
    internal void Accept(int held = 0) => _neighbours = Math.Max(0, Busy() - held);

    /// <summary>
    /// Runs <paramref name="wait"/>, in which the calling thread only waits for an explorer.
    /// </summary>
    internal static void WhileCallerWaits(Action wait)
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

    /// <summary>
    /// Where all of the pool's threads are busy and items wait, asks for a thread for each of them at once,
    /// and for those that they will queue. Thread-safe.
    /// </summary>
    /// <remarks>
    /// To items that wait behind held threads the pool gives one more thread at a time, and takes up to half a second
    /// for each: what a wrong fix leaves behind would keep the test runner itself waiting for many seconds. The pool
    /// keeps to the new minimum as long as the process lives; 256 threads are the most that are asked for.
    /// </remarks>
    internal static void MakeRoom()
    {
        long queued = ThreadPool.PendingWorkItemCount;
        int busy = ThreadPoolProbe.Busy();
        ThreadPool.GetMinThreads(out int least, out int ports);
        if (queued > 0 && busy >= least)
        {
            long wanted = Math.Min(MostThreads, 2 * (busy + queued));
            ThreadPool.SetMinThreads((int)Math.Max(least, wanted), ports);
        }
    }

    // nothing has ended since then: items that wait behind held threads show sooner what they do with a thread each
    private static void LetIn(long lastEnd)
    {
        if (Stopwatch.GetElapsedTime(lastEnd) > s_inLine)
        {
            MakeRoom();
        }
    }

    private static int Busy() => Math.Max(0, ThreadPoolProbe.Busy() - Volatile.Read(ref s_waitingCallers));
}
