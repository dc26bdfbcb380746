using System.Diagnostics;

namespace HonestAsync;

/// <summary>
/// Waits, on an <see cref="EventLoop"/>, until the work that its code has sent to the ThreadPool has ended, or has come
/// back to the loop and run there. After that, "nothing more happened" can be asserted.
/// </summary>
/// <remarks>
/// It queues nothing to the pool itself: an item that comes back says nothing about those before it, because the pool
/// keeps no order. Threads outside the pool, and timers of the real clock, are not waited for. Create it before the code
/// under test runs, and use it on the loop's thread.
/// </remarks>
public sealed partial class ThreadPoolQuiescence
{
    private const int Circles = 20_000;
    private static readonly TimeSpan s_standstill = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_bound = TimeSpan.FromSeconds(2);

    private readonly EventLoop? _loop;
    private readonly Func<int> _held;

    /// <summary>Watches the process's pool, and a loop.</summary>
    /// <param name="loop">The loop whose turns count as well.</param>
    /// <param name="held">How many pool threads a double holds on purpose; called from any thread.</param>
    public ThreadPoolQuiescence(EventLoop loop, Func<int> held) => (_loop, _held) = (loop, held);

    /// <summary>Watches the pool alone.</summary>
    internal ThreadPoolQuiescence() => _held = static () => 0;

    /// <summary>
    /// True once the pool never came to rest, also in another test: the code holds threads or runs in circles, and
    /// later waits take an eighth of the time to find that again.
    /// </summary>
    public bool GaveUp { get; set; }

    /// <summary>Completes when the pool and the loop are at rest.</summary>
    /// <returns>
    /// False if they did not come to rest: no item ended for a second while more threads were held than expected (those
    /// are no longer counted from then on); something kept running for two seconds of processor time; or the loop took
    /// 20,000 turns in a row while the pool had nothing to do.
    /// </returns>
    /// <exception cref="MachineTooBusyException">The machine gave this process too little processor time to tell.</exception>
    public async Task<bool> WaitAsync()
    {
        int share = GaveUp ? 8 : 1;
        var whole = new StallDetector(s_bound / share);
        var standstill = new StallDetector(s_standstill / share);
        int circles = 0;
        var pause = new SpinWait();
        long completed = Completed;
        long asked = Stopwatch.GetTimestamp();
        while (true)
        {
            int posts = _loop!.Posts;
            bool quiet = IsQuiet(_held());
            await Task.Yield();
            quiet = quiet && IsQuiet(_held());
            // ours was the only turn, and nothing went to the pool in the turns before it
            if (quiet && _loop.Posts == posts + 1)
            {
                return true;
            }
            circles = quiet ? circles + 1 : 0;
            // where the pool is quiet, the loop itself is all that is waited for
            if (quiet || Completed != completed)
            {
                completed = Completed;
                standstill.Restart();
                pause.Reset();
            }
            if (!quiet)
            {
                pause.SpinOnce(YieldsBeforeSleep);
            }
            // rarely: between two looks that follow at once, every process looks idle
            bool isTime = Stopwatch.GetElapsedTime(asked) >= standstill.Interval;
            asked = isTime ? Stopwatch.GetTimestamp() : asked;
            if (circles == Circles || (isTime && (IsStalled(standstill) | IsStalled(whole))))
            {
                Accept(_held());
                GaveUp = true;
                return false;
            }
        }
    }

    private static bool IsStalled(StallDetector detector) => detector.Look() switch
    {
        Stall.None => false,
        Stall.MachineTooBusy => throw MachineTooBusyException.Of("whether the thread pool is at rest", detector),
        _ => true,
    };
}
