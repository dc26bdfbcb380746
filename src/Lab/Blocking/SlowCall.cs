using System.Runtime.CompilerServices;

namespace HonestAsync.Lab;

/// <summary>What a loop did during a call that is not answered.</summary>
/// <param name="Beats">Heartbeats meanwhile.</param>
/// <param name="Pending">True when the caller was still waiting at the end of the counting.</param>
/// <param name="BlockingWaits">Places that the loop's detector saw waiting synchronously for the answer.</param>
public sealed record SlowCallRun(long Beats, bool Pending, int BlockingWaits);

/// <summary>A call without a timeout to a service that never answers: awaited, and blocked on.</summary>
public static class SlowCall
{
    private static readonly TimeSpan s_watchdog = TimeSpan.FromSeconds(30);

    /// <summary>Awaits the answer, and counts until the loop has had <paramref name="turns"/> other turns.</summary>
    public static SlowCallRun Awaited(int turns)
    {
        var loop = new EventLoop { Bound = s_watchdog };
        return loop.Run(async () =>
        {
            var answer = new Gate("an answer that never comes");
            using var heart = Heartbeat.On(loop);
            var caller = CallAsync(answer);
            while (heart.Beats < turns)
            {
                await Task.Yield();
            }
            return new SlowCallRun(heart.Beats, !caller.IsCompleted, Places(loop));
        });

        static async Task CallAsync(Gate answer) => await answer.WaitAsync();
    }

    /// <summary>
    /// Blocks the thread until the answer. Another thread answers once the loop's detector sees that wait; otherwise this
    /// would never end.
    /// </summary>
    public static SlowCallRun Blocked()
    {
        var loop = new EventLoop { Bound = s_watchdog, Blocking = new BlockingDetector { Bound = s_watchdog } };
        var answer = new TaskCompletionSource();
        var other = new Thread(() =>
        {
            while (loop.Blocking.WaitingIn?.EndsWith(nameof(WaitFor), StringComparison.Ordinal) != true)
            {
                Thread.Yield();
            }
            answer.SetResult();
        })
        { IsBackground = true, Name = "service" };
        other.Start();
        return loop.Run(async () =>
        {
            using var heart = Heartbeat.On(loop);
            await Task.Yield();
            long before = heart.Beats;
            WaitFor(answer.Task);
            return new SlowCallRun(heart.Beats - before, Pending: false, Places(loop));
        });
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void WaitFor(Task task) => task.GetAwaiter().GetResult();

    // The runtime may wait for a lock of its own meanwhile, and it may report one wait twice: for the answer, and then
    // for the lock that the answering thread still holds.
    private static int Places(EventLoop loop) => loop.Blocking.Waits.Select(wait => wait.Where)
        .Where(where => where.EndsWith(nameof(WaitFor), StringComparison.Ordinal)).Distinct(StringComparer.Ordinal).Count();
}
