namespace HonestAsync;

/// <summary>Room in the process's ThreadPool for whoever stands in line behind threads that are held.</summary>
/// <remarks>
/// To items that wait behind held threads the pool gives one more thread, then another one, and takes
/// up to half a second for each: what a wrong fix leaves behind would keep the runner of the tests
/// itself waiting for many seconds.
/// </remarks>
internal static class PoolRoom
{
    private const int Most = 256;

    /// <summary>
    /// Where all of the pool's threads are busy and items wait, asks for a thread for each of them at once,
    /// and for those that they will queue. The pool keeps to that for as long as the process lives; 256 are
    /// the most that are asked for. Thread safe.
    /// </summary>
    public static void Make()
    {
        long queued = ThreadPool.PendingWorkItemCount;
        int busy = ThreadPoolProbe.Busy();
        ThreadPool.GetMinThreads(out int least, out int ports);
        if (queued > 0 && busy >= least)
        {
            long wanted = Math.Min(Most, 2 * (busy + queued));
            ThreadPool.SetMinThreads((int)Math.Max(least, wanted), ports);
        }
    }
}
