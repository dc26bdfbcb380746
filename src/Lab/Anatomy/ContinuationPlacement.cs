namespace HonestAsync.Lab;

/// <summary>Where the code after an await continues, and what was queued to get it there.</summary>
/// <param name="Awaits">Calls of an async method with one await.</param>
/// <param name="Posts">Callbacks posted to the loop for them.</param>
/// <param name="PoolItems">Continuations that ran as an item of the ThreadPool.</param>
/// <param name="InsideSetResult">Continuations that ran on the completer's stack, before SetResult returned.</param>
/// <param name="SameThread">Continuations on the thread that ran the code before the await.</param>
public sealed record ContinuationPlacement(int Awaits, int Posts, int PoolItems, int InsideSetResult, int SameThread)
{
    /// <summary>Items queued anywhere; 0: nothing was scheduled at all.</summary>
    public int Queued => Posts + PoolItems;

    /// <summary>In words, for a table.</summary>
    public string Home => PoolItems > 0 ? "a pool thread" : Posts > 0 ? "the loop, by a post"
        : InsideSetResult > 0 ? "inside SetResult" : "goes straight on";

    /// <summary>The lanes of one call: the code before the await, SetResult, the code after the await.</summary>
    public IReadOnlyList<LaneSpan> Lanes { get; private init; } = [];

    /// <summary>Calls the method that many times, one after the other, and completes what it awaits each time.</summary>
    /// <exception cref="TimeoutException">A continuation did not come within 20 s of real time.</exception>
    public static ContinuationPlacement Of(PlacementCase how, int awaits)
    {
        ContinuationPlacement? result = null;
        // a plain thread, without a context and none of the pool's
        var thread = new Thread(() => result = Measure(how, awaits)) { IsBackground = true, Name = "waiter" };
        thread.Start();
        thread.Join();
        return result ?? throw new TimeoutException($"{how}: a continuation did not come.");
    }

    private static ContinuationPlacement? Measure(PlacementCase how, int awaits)
    {
        var loop = new EventLoop();
        var (pool, inside, same) = (0, 0, 0);
        IReadOnlyList<LaneSpan> lanes = [];
        for (int i = 0; i < awaits; i++)
        {
            var one = new OneAwait(how, loop);
            if (!one.Run())
            {
                return null;
            }
            pool += one.OnPool ? 1 : 0;
            inside += one.InsideSetResult ? 1 : 0;
            same += one.SameThread ? 1 : 0;
            lanes = one.Lanes;
        }
        return new ContinuationPlacement(awaits, loop.Posts, pool, inside, same) { Lanes = lanes };
    }
}
