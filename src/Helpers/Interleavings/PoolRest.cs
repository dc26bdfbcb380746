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
public sealed class PoolRest(EventLoop loop, Func<int> held)
{
    private static readonly TimeSpan s_standstill = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_bound = TimeSpan.FromSeconds(2);

    private readonly PoolQuiet _pool = new();

    /// <summary>Completes at rest.</summary>
    /// <returns>
    /// False if there was no rest: the pool stood still for a second with more threads held than expected, which
    /// are left out of account from then on, or something went on for two seconds, and not for want of CPU.
    /// </returns>
    public async Task<bool> ComeAsync()
    {
        var whole = new StallClock(s_bound);
        var pause = new SpinWait();
        long completed = PoolQuiet.Completed;
        long moved = Stopwatch.GetTimestamp();
        long asked = moved;
        while (true)
        {
            int posts = loop.Posts;
            bool quiet = _pool.IsQuiet(held());
            await Task.Yield();
            // ours was the only turn, and nothing went to the pool in the turns before it
            if (quiet && loop.Posts == posts + 1 && _pool.IsQuiet(held()))
            {
                return true;
            }
            if (PoolQuiet.Completed != completed)
            {
                completed = PoolQuiet.Completed;
                moved = Stopwatch.GetTimestamp();
                pause.Reset();
            }
            pause.SpinOnce(PoolQuiet.YieldsBeforeSleep);
            // rarely: between two questions that follow at once, every process looks idle
            bool isTime = Stopwatch.GetElapsedTime(asked) >= whole.Interval;
            asked = isTime ? Stopwatch.GetTimestamp() : asked;
            if (Stopwatch.GetElapsedTime(moved) > s_standstill || (isTime && whole.HasStalled()))
            {
                _pool.Accept(held());
                return false;
            }
        }
    }
}
