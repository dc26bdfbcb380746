namespace HonestAsync.Lab;

/// <summary>An <see cref="EventLoop"/> on its own thread, all of whose tasks wait for an answer.</summary>
/// <param name="Callbacks">Callbacks posted while all of them waited, counted to 1,000.</param>
/// <param name="ThreadSleeps">The loop's thread was seen sleeping until something is posted.</param>
/// <param name="Resumed">Tasks that resumed with the answer.</param>
public sealed record ParkedLoop(int Callbacks, bool ThreadSleeps, int Resumed)
{
    private const int Enough = 1_000;
    private static readonly TimeSpan s_bound = TimeSpan.FromSeconds(20);

    /// <summary>Runs the tasks to their waits, then releases them.</summary>
    /// <param name="tasks">How many wait.</param>
    /// <param name="onePolls">True: one more task polls, with a yield between two looks.</param>
    /// <exception cref="TimeoutException">The tasks did not come to their waits, or the loop to rest.</exception>
    public static ParkedLoop Of(int tasks, bool onePolls = false)
    {
        var (loop, answer) = (new EventLoop(), new Gate("answer"));
        int resumed = 0;
        ParkedLoop? seen = null;
        var observer = new Thread(() =>
        {
            bool came = SpinWait.SpinUntil(() => answer.Waiters == tasks, s_bound);
            int before = loop.Posts;
            // a polling task posts again and again; if all tasks wait, the thread sleeps instead
            came &= SpinWait.SpinUntil(() => loop.IsAsleep || loop.Posts - before >= Enough, s_bound);
            seen = came ? new ParkedLoop(Math.Min(Enough, loop.Posts - before), loop.IsAsleep, 0) : null;
            answer.Open();
        })
        { IsBackground = true, Name = "observer" };
        observer.Start();
        loop.Run(async () =>
        {
            var all = Enumerable.Range(0, tasks).Select(async _ =>
            {
                await answer.WaitAsync();
                resumed++;
            }).ToList();
            while (onePolls && !answer.IsOpen)
            {
                await Task.Yield();
            }
            await Task.WhenAll(all);
        });
        observer.Join();
        return seen is null
            ? throw new TimeoutException("The tasks did not come to their waits, or the loop to rest.")
            : seen with { Resumed = resumed };
    }
}
