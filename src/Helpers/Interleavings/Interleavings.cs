namespace HonestAsync;

/// <summary>
/// Runs async code under <em>every</em> order in which its waits can end, instead of hoping that a
/// stress test meets the bad one.
/// </summary>
/// <remarks>
/// <para>A step is what an operation runs from being chosen until its next suspension or its end. With k
/// suspending awaits an operation has s = k + 1 steps, and n such operations have (n·s)! / (s!)^n schedules:
/// 2 operations x 2 awaits 20, 2 x 3 awaits 70, 3 x 1 await 90, 2 x 4 awaits 252. An await of something
/// complete adds no step.</para>
/// <para>Only the operations' starts and the answers of the scenario's dependencies are chosen. Code that
/// waits for a real timer, for real I/O or for a thread of its own is outside: it ends as <em>incomplete</em>
/// or as <em>never completed</em>, not as a pass.</para>
/// <para>Not explored: what happens <em>inside</em> a step. Code after <c>Task.Yield</c>, after a hop to the pool or
/// after the release of a gate runs at once, in the order of posting: where something else could have come first, the
/// verdict is <em>passed in part</em> and names it (<see cref="ExplorationGaps"/>). A lock or gate that is free when
/// an operation asks for it leaves no trace, and neither does a race of two threads on memory, or a thread without
/// the flow that ends before the explorer looks.</para>
/// <para>The operations run under the context of an event loop, or without one
/// (<see cref="ExplorationOptions.Context"/>): code for a server wants both.</para>
/// <para>A task that fails, and whose exception no code looks at, fails its schedule.</para>
/// </remarks>
public static class Interleavings
{
    /// <summary>Explores every schedule of the scenario that <paramref name="setUp"/> builds.</summary>
    public static Exploration Explore(Action<Scenario> setUp, ExplorationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(setUp);
        using var explorer = new Explorer(setUp, options ?? new ExplorationOptions());
        return explorer.Run();
    }

    /// <summary>
    /// Runs one schedule again, recorded; beyond the end of the text the first choice is taken.
    /// </summary>
    /// <exception cref="ExplorationException">The text is no schedule of this scenario.</exception>
    public static ScheduleRun Replay(Action<Scenario> setUp, string schedule, ExplorationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(setUp);
        ArgumentNullException.ThrowIfNull(schedule);
        using var explorer = new Explorer(setUp, options ?? new ExplorationOptions());
        return explorer.Replay(schedule);
    }

    /// <summary>
    /// Runs the scenario in its first order, once for each answer, and lets that answer be
    /// <paramref name="error"/>. The scenario's expectations say what must hold all the same.
    /// </summary>
    public static IReadOnlyList<ScheduleRun> FaultAtEachAwait(
        Action<Scenario> setUp, Func<Exception> error, ExplorationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(setUp);
        ArgumentNullException.ThrowIfNull(error);
        return AwaitSweep.Run(setUp, (call, _) =>
        {
            // it is pending no longer when the code goes on
            call.TryTake();
            call.Fail(error());
        }, options ?? new ExplorationOptions());
    }

    /// <summary>
    /// Runs the scenario in its first order, once for each answer, and cancels the scenario's token while
    /// that call is pending. When all that the cancellation set off has run, the call is answered, unless it took the
    /// token.
    /// </summary>
    public static IReadOnlyList<ScheduleRun> CancelAtEachAwait(Action<Scenario> setUp, ExplorationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(setUp);
        return AwaitSweep.Run(setUp, (_, source) => source.Cancel(), options ?? new ExplorationOptions());
    }
}
