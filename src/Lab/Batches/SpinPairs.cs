namespace HonestAsync.Lab;

/// <summary>Two computations of about a millisecond, offloaded against one after the other. Real time.</summary>
public static class SpinPairs
{
    private const int Steps = 1_000_000;

    /// <summary>Time of two that are offloaded together, divided by the time of two in turn, as interleaved pairs.</summary>
    /// <remarks>What it gives depends on the cores that happen to be free, which is the point of showing it.</remarks>
    public static Ratio Measure(int pairs) => InterleavedPairs.Measure(
        pairs,
        () => Task.WhenAll(Task.Run(Spin), Task.Run(Spin)).GetAwaiter().GetResult(),
        () => _ = Spin() + Spin());

    private static uint Spin()
    {
        uint state = 1;
        for (int i = 0; i < Steps; i++)
        {
            state = (state * 1_664_525) + 1_013_904_223;
        }
        return state;
    }
}
