namespace HonestAsync.Helpers.Tests;

public sealed class WaitFootprintTests
{
    private const int Waiters = 30;

    [Fact]
    public Task Waits_that_hold_a_thread_of_the_pool_are_counted_from_the_moment_they_are_queued() =>
        HeldAsync(wait => _ = Task.Run(wait));

    [Fact]
    public Task Waits_that_hold_a_thread_of_their_own_are_counted() =>
        HeldAsync(wait => new Thread(() => wait()) { IsBackground = true }.Start());

    [Fact]
    public async Task Waits_that_hold_no_thread_and_items_that_end_cost_nothing()
    {
        var cost = new WaitFootprint();
        var release = new TaskCompletionSource();
        Task[] waits = [.. Enumerable.Range(0, Waiters).Select(_ => Task.Run(() => release.Task))];

        int threads = await cost.ThreadsAtRestAsync(few: Waiters / 2);
        release.SetResult();
        await Task.WhenAll(waits);

        Assert.True(threads < Waiters / 2, $"{threads} threads for {Waiters} waits that hold none");
    }

    [WholeFact]
    public Task On_a_thread_of_its_own_the_reading_does_not_stand_in_line_behind_what_it_counts() =>
        Watchdog.RunAsync(async () =>
        {
            using var release = new ManualResetEventSlim();
            var cost = new WaitFootprint();
            Task[] waits = [.. Enumerable.Range(0, Waiters).Select(_ => Task.Run(release.Wait))];

            var reading = cost.ThreadsAtRestAsync(few: Waiters / 2);
            bool atOnce = reading.IsCompleted;
            release.Set();
            await Task.WhenAll(waits);

            Assert.True(atOnce, "the reading went to the pool, whose threads are held");
            Assert.InRange(await reading, Waiters / 2, int.MaxValue);
        });

    [Fact]
    public void Timers_are_counted()
    {
        var cost = new WaitFootprint();
        var timers = Enumerable.Range(0, Waiters)
            .Select(_ => new Timer(_ => { }, null, TimeSpan.FromDays(1), Timeout.InfiniteTimeSpan))
            .ToList();

        long running = cost.Timers;
        timers.ForEach(timer => timer.Dispose());

        Assert.InRange(running, Waiters - 5, Waiters + 15);
    }

    private static async Task HeldAsync(Action<Action> start)
    {
        using var release = new ManualResetEventSlim();
        using var ended = new CountdownEvent(Waiters);
        var cost = new WaitFootprint();
        for (int i = 0; i < Waiters; i++)
        {
            start(() =>
            {
                release.Wait();
                ended.Signal();
            });
        }

        int threads = cost.Threads;
        release.Set();
        await Task.Run(ended.Wait, TestContext.Current.CancellationToken);

        // other tests of this process end meanwhile
        Assert.InRange(threads, Waiters / 2, int.MaxValue);
    }
}
