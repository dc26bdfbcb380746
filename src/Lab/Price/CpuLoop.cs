using System.Runtime.CompilerServices;

namespace HonestAsync.Lab;

/// <summary>
/// A loop that computes in small pieces: as plain calls, and with each piece in an async method that is awaited and
/// never suspends. One thread; the same arithmetic.
/// </summary>
/// <param name="Steps">Steps of arithmetic in each piece; a step is about a nanosecond.</param>
/// <param name="Time">Time of the awaited loop divided by the time of the plain one.</param>
/// <param name="SameResult">Both computed the same number.</param>
/// <param name="BytesOfTasks">Heap bytes a piece where it returns <c>Task&lt;uint&gt;</c>.</param>
/// <param name="BytesOfValueTasks">Heap bytes a piece where it returns <c>ValueTask&lt;uint&gt;</c>.</param>
public sealed record CpuLoop(int Steps, Ratio Time, bool SameResult, double BytesOfTasks, double BytesOfValueTasks)
{
    private const int StepsAHalf = 50_000;
    private const int MostPieces = 2_000;

    /// <summary>Measures one size of piece.</summary>
    public static CpuLoop Of(int steps, int pairs)
    {
        int pieces = Pieces(steps);
        return new CpuLoop(
            steps,
            InterleavedPairs.Measure(pairs, () => _ = AwaitedAsync(pieces, steps).GetAwaiter().GetResult(), () => _ = Plain(pieces, steps)),
            AwaitedAsync(pieces, steps).GetAwaiter().GetResult() == Plain(pieces, steps),
            Alloc.BytesPerCall(() => _ = SpinAsync(1, steps).GetAwaiter().GetResult(), calls: 100),
            Alloc.BytesPerCall(() => _ = SpinValueAsync(1, steps).GetAwaiter().GetResult(), calls: 100));
    }

    /// <summary>The plain loop compared with itself: the instrument's result for no await at all.</summary>
    public static Ratio PlainTwice(int steps, int pairs) =>
        InterleavedPairs.Measure(pairs, () => _ = Plain(Pieces(steps), steps), () => _ = Plain(Pieces(steps), steps));

    private static int Pieces(int steps) => Math.Clamp(StepsAHalf / Math.Max(1, steps), 1, MostPieces);

    private static async Task<uint> AwaitedAsync(int pieces, int steps)
    {
        uint state = 1;
        for (int i = 0; i < pieces; i++)
        {
            state = await SpinAsync(state, steps).ConfigureAwait(false);
        }
        return state;
    }

    private static uint Plain(int pieces, int steps)
    {
        uint state = 1;
        for (int i = 0; i < pieces; i++)
        {
            state = Spin(state, steps);
        }
        return state;
    }

    // the await is measured: its task is complete
    private static async Task<uint> SpinAsync(uint state, int steps)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        return Spin(state, steps);
    }

    private static async ValueTask<uint> SpinValueAsync(uint state, int steps)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        return Spin(state, steps);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static uint Spin(uint state, int steps)
    {
        for (int i = 0; i < steps; i++)
        {
            state = (state * 1_664_525) + 1_013_904_223;
        }
        // never 0: for that uint the platform keeps a completed task
        return state | 0x100;
    }
}
