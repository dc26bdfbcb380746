namespace HonestAsync.Lab;

/// <summary>What a place did beside CPU work.</summary>
/// <param name="Beats">Heartbeats while all hogs were at work, counted up to <see cref="Hogs.Enough"/>.</param>
/// <param name="ThreadsTaken">Threads of the place itself on which hogs worked.</param>
public sealed record HogRun(long Beats, int ThreadsTaken);

/// <summary>
/// Lets CPU-bound work (<em>hogs</em>) go on in different ways, and counts the heartbeats of a place meanwhile:
/// does anything else get a turn?
/// </summary>
/// <remarks>
/// The hogs begin to count once all are at work. They end at <see cref="Enough"/> heartbeats; where they hold every
/// thread of the place, after about 0.1 s of CPU time each; and at the latest after 20 s of real time.
/// </remarks>
public static class Hogs
{
    /// <summary>More heartbeats are not counted.</summary>
    public const int Enough = 1_000;

    /// <summary>In callbacks of the place, without a pause.</summary>
    public static Task<HogRun> SolidAsync(Place place, int hogs) =>
        OnItsThreadsAsync(place, hogs, (site, herd) => site.Post(herd.WorkSolid));

    /// <summary>In callbacks of the place, back to the end of the queue some 65 times in a millisecond.</summary>
    public static Task<HogRun> PoliteAsync(Place place, int hogs) =>
        OnItsThreadsAsync(place, hogs, (site, herd) => site.Post(herd.WorkPolitely));

    /// <summary>Each handed by a callback to the place's own queue, as <c>Task.Run</c> does on the pool that calls it.</summary>
    public static Task<HogRun> HandedBackAsync(Place place, int hogs) =>
        OnItsThreadsAsync(place, hogs, (site, herd) => site.Post(() => site.Post(herd.WorkSolid)));

    /// <summary>Each handed by a callback of the place to the process's ThreadPool.</summary>
    public static Task<HogRun> OffloadedAsync(Place place, int hogs) =>
        RunAsync(place, hogs, (site, herd) => site.Post(() => _ = Task.Run(herd.WorkSolid)));

    /// <summary>Each on a thread of its own, without a pause; there may be many more than cores.</summary>
    public static Task<HogRun> OnThreadsAsync(Place place, int hogs) =>
        RunAsync(place, hogs, (_, herd) => new Thread(herd.WorkSolid) { IsBackground = true, Name = "hog" }.Start());

    private static Task<HogRun> OnItsThreadsAsync(Place place, int hogs, Action<Place.Site, Herd> start)
    {
        ArgumentNullException.ThrowIfNull(place);
        // one more would wait for a thread, and those at work for it
        ArgumentOutOfRangeException.ThrowIfGreaterThan(hogs, place.Threads);
        return RunAsync(place, hogs, start);
    }

    private static async Task<HogRun> RunAsync(Place place, int hogs, Action<Place.Site, Herd> start)
    {
        ArgumentNullException.ThrowIfNull(place);
        ArgumentOutOfRangeException.ThrowIfLessThan(hogs, 1);
        HogRun? run = null;
        await place.RunAsync(async site =>
        {
            using var heart = new Heartbeat(site.Post);
            var herd = new Herd(site, heart, hogs, place.Threads, Enough);
            for (int i = 0; i < hogs; i++)
            {
                start(site, herd);
            }
            run = await herd.Ended;
        });
        return run!;
    }
}
