namespace HonestAsync.Lab;

/// <summary>Result of a forced preemption.</summary>
/// <param name="RanInside">True if B ran from start to end while A was in the middle.</param>
/// <param name="Lanes">Which thread ran which section, in the order of events; each section in its two halves.</param>
public sealed record PreemptionResult(bool RanInside, Timeline Lanes);

/// <summary>
/// Runs a section as A and, when A is in the middle of it, requests the same section as B: what an operating
/// system does when it preempts a thread at a bad moment, but every time. A continues when B has ended, or after
/// a bound.
/// </summary>
/// <remarks>The section receives the moment as a callback: call it between reading and writing.</remarks>
public static class ForcedPreemption
{
    /// <summary>Both ask for the one thread of an <see cref="EventLoop"/>.</summary>
    public static PreemptionResult OnLoop(Action<Action> section, TimeSpan bound) => new EventLoop().Run(() =>
    {
        var home = TaskScheduler.FromCurrentSynchronizationContext();
        return RunAsync(section, bound, "the loop's thread", "the loop's thread", work =>
            Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.None, home));
    });

    /// <summary>Both ask the process's ThreadPool, as code does that has no context.</summary>
    public static Task<PreemptionResult> OnThreadPoolAsync(Action<Action> section, TimeSpan bound) =>
        RunAsync(section, bound, "pool thread 1", "pool thread 2", Task.Run);

    private static async Task<PreemptionResult> RunAsync(
        Action<Action> section, TimeSpan bound, string laneOfA, string laneOfB, Func<Action, Task> start)
    {
        var lanes = new Timeline();
        var meeting = new Rendezvous(2);
        bool inside = false;
        bool aIsGone = false;
        Task? b = null;
        await start(() =>
        {
            int thread = Environment.CurrentManagedThreadId;
            InTwoHalves("A", laneOfA, () =>
            {
                b = start(() => RunB(thread));
                inside = meeting.Meet(bound);
                Volatile.Write(ref aIsGone, true);
            });
        });
        await b!;
        return new PreemptionResult(inside, lanes);

        void InTwoHalves(string who, string lane, Action moment)
        {
            var half = lanes.Run(who, lane);
            section(() =>
            {
                half.Dispose();
                moment();
                half = lanes.Run(who, lane);
            });
            half.Dispose();
        }

        void RunB(int threadOfA)
        {
            // a pool may reuse A's thread once A has ended
            bool sameThread = Environment.CurrentManagedThreadId == threadOfA;
            InTwoHalves("B", sameThread ? laneOfA : laneOfB, static () => { });
            if (!Volatile.Read(ref aIsGone))
            {
                meeting.Meet(bound);
            }
        }
    }
}
