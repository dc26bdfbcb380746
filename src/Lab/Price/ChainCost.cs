namespace HonestAsync.Lab;

/// <summary>Dependent steps with await against the same as a chain of <c>ContinueWith</c>. On one thread, without a context.</summary>
/// <param name="Awaited">Heap bytes of the async method.</param>
/// <param name="Chained">Heap bytes of the chain, the tasks of the steps themselves left out in both.</param>
/// <param name="Time">Time of the chain divided by the time of the async method.</param>
public sealed record ChainCost(double Awaited, double Chained, Ratio Time)
{
    private const int RoundsAHalf = 20;

    /// <summary>Every step is complete when it is asked for.</summary>
    public static ChainCost Complete(int steps, int pairs)
    {
        var done = Task.FromResult(Calls.Value);
        Func<int, Task<int>> step = _ => done;
        return Of(flow => flow(step, steps).GetAwaiter().GetResult(), alone: 0, pairs);
    }

    /// <summary>Every step is pending, and completed when the method waits for it.</summary>
    public static ChainCost Suspended(int steps, int pairs)
    {
        var pending = new PendingSteps(steps);
        return Of(pending.Run, pending.BytesAlone(), pairs);
    }

    /// <summary>Only <see cref="Chained"/> of that.</summary>
    public static double BytesOfSuspendedChain(int steps)
    {
        var pending = new PendingSteps(steps);
        return Alloc.BytesPerCall(() => pending.Run(Chain.ContinueAsync)) - pending.BytesAlone();
    }

    private static ChainCost Of(Func<Func<Func<int, Task<int>>, int, Task<int>>, int> run, double alone, int pairs)
    {
        Func<Func<int, Task<int>>, int, Task<int>> awaited = Chain.AwaitAsync, chained = Chain.ContinueAsync;
        return new ChainCost(
            Alloc.BytesPerCall(() => run(awaited)) - alone,
            Alloc.BytesPerCall(() => run(chained)) - alone,
            InterleavedPairs.Measure(pairs, () => Repeat(chained), () => Repeat(awaited)));

        void Repeat(Func<Func<int, Task<int>>, int, Task<int>> flow)
        {
            for (int i = 0; i < RoundsAHalf; i++)
            {
                _ = run(flow);
            }
        }
    }
}
