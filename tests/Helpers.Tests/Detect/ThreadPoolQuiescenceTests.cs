namespace HonestAsync.Helpers.Tests;

public sealed class ThreadPoolQuiescenceTests
{
    [Fact]
    public Task At_rest_every_item_that_sends_another_has_come_to_its_end() => Watchdog.RunOnLoopAsync(async loop =>
    {
        const int Hops = 200;
        int done = 0;
        var rest = new ThreadPoolQuiescence(loop, () => 0);
        for (int chain = 0; chain < 8; chain++)
        {
            _ = ChainAsync();
        }

        Assert.True(await rest.WaitAsync());
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
        var rest = new ThreadPoolQuiescence(loop, () => Volatile.Read(ref inside));
        var first = Task.Run(Stay, TestContext.Current.CancellationToken);
        var second = Task.Run(Stay, TestContext.Current.CancellationToken);

        Assert.True(await rest.WaitAsync());
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

    [WholeFact]
    public Task Threads_that_nobody_said_to_hold_are_no_rest_once() => Watchdog.RunOnLoopAsync(async loop =>
    {
        using var held = new ManualResetEventSlim();
        var rest = new ThreadPoolQuiescence(loop, () => 0);
        var stuck = Task.Run(held.Wait, TestContext.Current.CancellationToken);

        Assert.False(await rest.WaitAsync());
        Assert.True(rest.GaveUp);
        Assert.True(await rest.WaitAsync());
        held.Set();
        await stuck;
    });

    [Fact]
    public Task Turns_of_the_loop_that_never_end_are_no_rest() => Watchdog.RunOnLoopAsync(async loop =>
    {
        bool stop = false;
        var rest = new ThreadPoolQuiescence(loop, () => 0);
        var pump = PumpAsync();

        Assert.False(await rest.WaitAsync());
        stop = true;
        await pump;

        async Task PumpAsync()
        {
            while (!stop)
            {
                await Task.Yield();
            }
        }
    });

    [Fact]
    public Task Many_turns_that_do_end_are_waited_for() => Watchdog.RunOnLoopAsync(async loop =>
    {
        const int Turns = 5_000;
        int done = 0;
        var rest = new ThreadPoolQuiescence(loop, () => 0);
        _ = WorkAsync();

        Assert.True(await rest.WaitAsync());
        Assert.Equal(Turns, done);

        async Task WorkAsync()
        {
            for (int turn = 0; turn < Turns; turn++)
            {
                await Task.Yield();
                done++;
            }
        }
    });
}
