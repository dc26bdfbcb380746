namespace HonestAsync.Lab;

/// <summary>
/// Heap bytes of one call, by <see cref="CallShape"/>: exact, and the call's alone, because what it awaits is a
/// <see cref="Recycled"/>. On the calling thread, which must have no context. Release only.
/// </summary>
public static class CallBytes
{
    /// <summary>The await finds its operation complete.</summary>
    public static double Complete(CallShape shape) => Alloc.BytesPerCall(() => Calls.Complete(shape));

    /// <summary>The call suspends once before it ends.</summary>
    public static double Suspended(CallShape shape)
    {
        var operation = new Recycled();
        return Alloc.BytesPerCall(() => Calls.Suspended(shape, operation));
    }

    /// <summary>The call suspends <paramref name="times"/> times before it ends: one method, whatever the number.</summary>
    public static double SuspendedOften(CallShape shape, int times)
    {
        var operation = new Recycled();
        return Alloc.BytesPerCall(() => Calls.SuspendedOften(shape, operation, times));
    }

    /// <summary>
    /// An <c>async Task&lt;int&gt;</c> on an event loop awaits that many pending tasks, and resumes through the loop's
    /// queue each time; the tasks' own bytes are left out.
    /// </summary>
    public static double SuspendedOnALoop(int times)
    {
        var (loop, pending) = (new EventLoop(), new PendingSteps(times));
        return Alloc.BytesPerCall(() => pending.RunOn(loop)) - pending.BytesAlone();
    }

    /// <summary>Bytes per call while that many calls are suspended at the same time.</summary>
    public static double SuspendedTogether(CallShape shape, int pending)
    {
        Recycled[] operations = [.. Enumerable.Range(0, pending).Select(_ => new Recycled())];
        var tasks = new ValueTask<int>[pending];
        return Alloc.BytesPerCall(() => Calls.SuspendedTogether(shape, operations, tasks), calls: 10) / pending;
    }

    /// <summary>Bytes of that many calls, suspended at the same time, all together; counted once, after a warm-up.</summary>
    public static long OfCrowd(CallShape shape, int calls)
    {
        const int WarmUp = 1_000;
        Recycled[] operations = [.. Enumerable.Range(0, Math.Max(WarmUp, calls)).Select(_ => new Recycled())];
        var tasks = new ValueTask<int>[operations.Length];
        Calls.SuspendedTogether(shape, operations[..WarmUp], tasks);
        var crowd = operations[..calls];
        long before = GC.GetAllocatedBytesForCurrentThread();
        Calls.SuspendedTogether(shape, crowd, tasks);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    /// <summary>
    /// Collections of the youngest generation while so many calls run one after the other. What a generation holds
    /// depends on the machine's caches: zero or not is what counts.
    /// </summary>
    public static int Collections(CallShape shape, bool suspends, int calls)
    {
        var operation = new Recycled();
        GC.Collect();
        int before = GC.CollectionCount(0);
        for (int i = 0; i < calls; i++)
        {
            _ = suspends ? Calls.Suspended(shape, operation) : Calls.Complete(shape);
        }
        return GC.CollectionCount(0) - before;
    }
}
