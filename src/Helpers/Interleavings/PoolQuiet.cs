using System.Diagnostics;

namespace HonestAsync;

/// <summary>Knows whether the process's ThreadPool still works on something that an explored step set off.</summary>
/// <remarks>
/// A pool thread counts as processing from the moment that queueing an item asks for it, on the queueing
/// thread, until it finds no further item: <c>max − available</c> therefore covers queued, just taken and
/// running items without a gap. What others in the process keep busy is the baseline, taken when the
/// exploration begins; where they begin later, a pool that has stood still for <see cref="s_patience"/>
/// with nothing queued counts as quiet, and the baseline rises.
/// </remarks>
internal sealed class PoolQuiet
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(250);
    private int _baseline = Processing();
    private long _standsStillSince;
    private long _completed = -1;

    public bool IsQuiet()
    {
        int processing = Processing();
        if (ThreadPool.PendingWorkItemCount == 0)
        {
            if (processing <= _baseline)
            {
                _baseline = processing;
                _completed = -1;
                return true;
            }
            return HasStoodStill(processing);
        }
        _completed = -1;
        return false;
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
