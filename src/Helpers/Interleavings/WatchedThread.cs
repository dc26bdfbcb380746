namespace HonestAsync;

/// <summary>A thread of its own for work that may never come back, watched from outside.</summary>
internal static class WatchedThread
{
    /// <summary>
    /// Runs <paramref name="work"/> and waits until it ends, or makes no progress for
    /// <paramref name="stepBound"/>.
    /// </summary>
    /// <returns>The name of the step that keeps the thread, or an empty text when the work came to its
    /// end.</returns>
    /// <exception cref="ExplorationException">The work threw.</exception>
    public static string Run(Action work, TimeSpan stepBound, Func<long> progress, Func<string> step)
    {
        Exception? failed = null;
        var thread = new Thread(() =>
        {
            try
            {
                work();
            }
            catch (Exception error)
            {
                failed = error;
            }
        })
        { IsBackground = true, Name = "interleavings" };
        thread.Start();
        bool ended = false;
        var end = new TaskCompletionSource();
        PendingWaits.Track("an exploration of interleavings that is still at work", end.Task);
        PoolQuiet.WhileCallerWaits(() => ended = HasEnded(thread, stepBound, progress));
        end.SetResult();
        return !ended ? step()
            : failed is null ? ""
            : throw new ExplorationException($"{failed.GetType().Name}: {failed.Message}", failed);
    }

    private static bool HasEnded(Thread thread, TimeSpan stepBound, Func<long> progress)
    {
        long seen = -1;
        var clock = new StallDetector(stepBound);
        while (!thread.Join(clock.Interval))
        {
            long now = progress();
            if (now != seen)
            {
                seen = now;
                clock.Restart();
                PendingWaits.Current.ReportProgress();
            }
            else if (clock.HasStalled())
            {
                return false;
            }
        }
        return true;
    }
}
