using System.Diagnostics;

namespace HonestAsync;

/// <summary>
/// Waits, on an <see cref="EventLoop"/>, until what its code has sent to the ThreadPool has ended, or has come back to
/// the loop and had its turn there. Then, and no sooner, "nothing more happened" can be asserted.
/// </summary>
/// <remarks>
/// Nothing is asked of the pool in turn: an item that comes back says nothing of those before it, for the pool keeps no
/// order. Own threads and timers on the real clock are not waited for. Make one before the code under test runs, and
/// use it on the loop's thread.
/// </remarks>
/// <param name="loop">The loop whose turns count, too.</param>
/// <param name="held">How many of the pool's threads are held on purpose, by a double; asked from any thread.</param>
public sealed class ThreadPoolQuiescence(EventLoop loop, Func<int> held)
{
    private const int Circles = 20_000;
    private static readonly TimeSpan s_standstill = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_bound = TimeSpan.FromSeconds(2);

    private readonly PoolQuiet _pool = new();

    /// <summary>
    /// True once there was no rest, be it in another test: the code holds threads or goes round for good, and
    /// the waits that follow take an eighth of the time to find that again.
    /// </summary>
    public bool GaveUp { get; set; }

    /// <summary>Completes at rest.</summary>
    /// <returns>
    /// False if there was no rest: the pool stood still for a second with more threads held than expected, which
    /// are left out of account from then on; something went on for two seconds, and not for want of CPU; or the loop
    /// took turns, 20,000 times in a row, while the pool had nothing to do.
    /// </returns>
    public async Task<bool> ComeAsync()
    {
        int share = GaveUp ? 8 : 1;
        var whole = new StallDetector(s_bound / share);
        int circles = 0;
        var pause = new SpinWait();
        long completed = PoolQuiet.Completed;
        long moved = Stopwatch.GetTimestamp();
        long asked = moved;
        while (true)
        {
            int posts = loop.Posts;
            bool quiet = _pool.IsQuiet(held());
            await Task.Yield();
            quiet = quiet && _pool.IsQuiet(held());
            // ours was the only turn, and nothing went to the pool in the turns before it
            if (quiet && loop.Posts == posts + 1)
            {
                return true;
            }
            circles = quiet ? circles + 1 : 0;
            if (PoolQuiet.Completed != completed)
            {
                completed = PoolQuiet.Completed;
                moved = Stopwatch.GetTimestamp();
                pause.Reset();
            }
            // where the pool is quiet, the loop itself is all that is waited for
            bool standsStill = !quiet && Stopwatch.GetElapsedTime(moved) > s_standstill / share;
            if (!quiet)
            {
                pause.SpinOnce(PoolQuiet.YieldsBeforeSleep);
            }
            // rarely: between two questions that follow at once, every process looks idle
            bool isTime = Stopwatch.GetElapsedTime(asked) >= whole.Interval;
            asked = isTime ? Stopwatch.GetTimestamp() : asked;
            if (standsStill || circles == Circles || (isTime && whole.HasStalled()))
            {
                _pool.Accept(held());
                GaveUp = true;
                return false;
            }
        }
    }
}
