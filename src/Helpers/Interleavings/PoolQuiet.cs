using System.Diagnostics;

namespace HonestAsync;

/// <summary>Knows whether the process's ThreadPool still works on something that an explored step set off.</summary>
/// <remarks>
/// A pool thread counts as processing from the moment that queueing an item asks for it, on the queueing
/// thread, until it finds no further item: <c>max − available</c> therefore covers queued, just taken and
/// running items without a gap. The baseline is the pool threads that sit in a call of the explorer itself.
/// What others in the process run makes a step wait; only a pool that has stood still for
/// <see cref="s_patience"/>, with nothing queued, counts as quiet all the same, and the baseline rises. So
/// noise costs time, not truth.
/// </remarks>
internal sealed class PoolQuiet
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(250);
    private static int s_waitingCallers;
    private int _baseline;
    private long _standsStillSince;
    private long _completed = -1;

    public bool IsQuiet()
    {
        int processing = Processing();
        if (ThreadPool.PendingWorkItemCount == 0)
        {
            if (processing <= Math.Max(_baseline, Volatile.Read(ref s_waitingCallers)))
            {
                _baseline = Math.Min(_baseline, processing);
                _completed = -1;
                return true;
            }
            return HasStoodStill(processing);
        }
        _completed = -1;
        return false;
    }

    /// <summary>Runs <paramref name="wait"/>, in which the calling thread only waits for an explorer.</summary>
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

    private bool HasStoodStill(int processing)
    {
        long completed = ThreadPool.CompletedWorkItemCount;
        if (completed != _completed)
        {
            (_completed, _standsStillSince) = (completed, Stopwatch.GetTimestamp());
            return false;
        }
        if (Stopwatch.GetElapsedTime(_standsStillSince) < s_patience)
        {
            return false;
        }
        _baseline = processing;
        return true;
    }

    private static int Processing()
    {
        ThreadPool.GetMaxThreads(out int most, out _);
        ThreadPool.GetAvailableThreads(out int available, out _);
        return most - available;
    }
}
