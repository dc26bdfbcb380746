namespace HonestAsync.Helpers.Tests;

public sealed class PoolRestTests
{
    [Fact]
    public Task At_rest_every_item_that_sends_another_has_come_to_its_end() => Watchdog.RunOnLoopAsync(async loop =>
    {
        const int Hops = 200;
        int done = 0;
        var rest = new PoolRest(loop, () => 0);
        for (int chain = 0; chain < 8; chain++)
        {
            _ = ChainAsync();
        }

        Assert.True(await rest.ComeAsync());
        Assert.Equal(8, done);

        async Task ChainAsync()
        {
            for (int hop = 0; hop < Hops; hop++)
            {
                // there by the pool, back by the loop
                await Task.Run(() => { });
            }
            done++;
        }
    });

    [Fact]
    public Task Threads_held_on_purpose_are_rest() => Watchdog.RunOnLoopAsync(async loop =>
    {
        using var held = new ManualResetEventSlim();
        int inside = 0;
        var rest = new PoolRest(loop, () => Volatile.Read(ref inside));
        var first = Task.Run(Stay, TestContext.Current.CancellationToken);
        var second = Task.Run(Stay, TestContext.Current.CancellationToken);

        Assert.True(await rest.ComeAsync());
        Assert.Equal(2, inside);
        held.Set();
        await Task.WhenAll(first, second);

        void Stay()
        {
            Interlocked.Increment(ref inside);
            held.Wait();
            Interlocked.Decrement(ref inside);
        }
    });

    [Fact]
    public Task Threads_that_nobody_said_to_hold_are_no_rest_once() => Watchdog.RunOnLoopAsync(async loop =>
    {
        using var held = new ManualResetEventSlim();
        var rest = new PoolRest(loop, () => 0);
        var stuck = Task.Run(held.Wait, TestContext.Current.CancellationToken);

        Assert.False(await rest.ComeAsync());
        Assert.True(await rest.ComeAsync());
        held.Set();
        await stuck;
    });
}
