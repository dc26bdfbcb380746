namespace HonestAsync;

/// <summary>
/// Bytes allocated by a piece of code. The code under test must be compiled in Release: a script cell in
/// Debug allocates state machines that Release keeps on the stack.
/// </summary>
public static class Alloc
{
    private const int WarmUpCalls = 64;

    /// <summary>
    /// Bytes a call, on the calling thread alone, exact to the byte; the least of five rounds after a
    /// warm-up.
    /// </summary>
    public static double BytesPerCall(Action call, int calls = 1_000)
    {
        ArgumentNullException.ThrowIfNull(call);
        Repeat(call, WarmUpCalls);
        long least = long.MaxValue;
        for (int round = 0; round < 5; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            Repeat(call, calls);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        return (double)least / calls;
    }

    /// <summary>
    /// Bytes that <paramref name="work"/> allocates on all threads; others in the process count too.
    /// </summary>
    public static long BytesAcrossThreads(Action work)
    {
        ArgumentNullException.ThrowIfNull(work);
        long before = GC.GetTotalAllocatedBytes(precise: true);
        work();
        return GC.GetTotalAllocatedBytes(precise: true) - before;
    }

    private static void Repeat(Action call, int times)
    {
        for (int i = 0; i < times; i++)
        {
            call();
        }
    }
}
