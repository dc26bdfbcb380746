namespace HonestAsync.Lab;

/// <summary>Threads that add to one variable in step: all read, then all write.</summary>
public static class Lockstep
{
    /// <summary>
    /// Each of <paramref name="threads"/> threads adds <paramref name="amount"/> in every round, without a lock.
    /// A barrier before the writing makes every round the worst one.
    /// </summary>
    /// <returns>The total that is left, and the most threads that were inside at once.</returns>
    public static (int Total, int MaxInside) Run(int threads, int rounds, int amount)
    {
        int total = 0;
        var inside = new ConcurrencyProbe();
        using var barrier = new Barrier(threads);
        var all = Enumerable.Range(0, threads)
            .Select(_ => new Thread(AddAll) { IsBackground = true }).ToArray();
        foreach (var thread in all)
        {
            thread.Start();
        }
        foreach (var thread in all)
        {
            thread.Join();
        }
        return (total, inside.Max);

        void AddAll()
        {
            for (int round = 0; round < rounds; round++)
            {
                using (inside.Enter())
                {
                    int seen = Volatile.Read(ref total);
                    barrier.SignalAndWait();
                    Volatile.Write(ref total, seen + amount);
                }
                barrier.SignalAndWait();
            }
        }
    }
}
