namespace HonestAsync.Helpers.Tests;

public class VirtualLoopTests
{
    private readonly VirtualTime _time = new();
    private readonly List<(string What, int Ms)> _log = [];

    [Fact]
    public Task An_idle_loop_jumps_to_the_next_timer() => Watchdog.RunOnLoopAsync(async _ =>
    {
        await Task.WhenAll(WaitAsync("hour", TimeSpan.FromHours(1)), WaitAsync("ms", Ms(1)),
            WaitAsync("second", Ms(1_000)));

        Assert.Equal(["ms", "second", "hour"], _log.Select(entry => entry.What));
        Assert.Equal([1, 1_000, 3_600_000], _log.Select(entry => entry.Ms));
    }, _time);

    [Fact]
    public Task Work_that_keeps_the_loop_makes_the_others_late_and_the_lag_shows_it()
    {
        var loop = new EventLoop(_time);
        return Bounded.RunAsync(() =>
        {
            loop.Run(async () =>
            {
                var tick = WaitAsync("tick of 10", Ms(10));
                await WaitAsync("worker of 5", Ms(5));
                _time.Spend(Ms(100));
                Note("worker ends");
                await tick;
            });

            Assert.Equal(["worker of 5", "worker ends", "tick of 10"], _log.Select(entry => entry.What));
            Assert.Equal([5, 105, 105], _log.Select(entry => entry.Ms));
            Assert.Equal((Ms(95), Ms(100)), (loop.MaxLag, _time.Spent));
        });
    }

    [Fact]
    public Task What_was_configured_not_to_come_back_goes_on_inline_and_not_on_the_pool()
    {
        var loop = new EventLoop(_time);
        return Bounded.RunAsync(() =>
        {
            int thread = loop.Run(async () =>
            {
                await Task.Delay(Ms(10), _time).ConfigureAwait(false);
                await Task.Delay(Ms(10), _time).ConfigureAwait(false);
                return Environment.CurrentManagedThreadId;
            });

            Assert.Equal(TimeSpan.FromMilliseconds(20), _time.Elapsed);
            Assert.Equal(0, loop.Posts);
            Assert.NotEqual(Environment.CurrentManagedThreadId, thread);
        });
    }

    [Fact]
    public Task A_pool_with_a_line_keeps_its_waves_when_its_leases_are_returned_on_the_loop() => Watchdog.RunOnLoopAsync(async _ =>
    {
        var pool = new FakePool(2);
        await Task.WhenAll(Enumerable.Range(0, 6).Select(async _ =>
        {
            using var lease = await pool.RentAsync();
            await Task.Delay(Ms(200), _time);
            Note("served");
        }));

        Assert.Equal([200, 200, 400, 400, 600, 600], _log.Select(entry => entry.Ms));
    }, _time);

    [Fact]
    public Task A_gate_opened_on_the_loop_keeps_its_waiters_on_it() => Watchdog.RunOnLoopAsync(async _ =>
    {
        var gate = new Gate();
        int thread = Environment.CurrentManagedThreadId;
        var waiter = WaiterAsync();
        await Task.Delay(Ms(5), _time);
        gate.Open();
        await waiter;

        Assert.Equal([("passes", 5), ("ends", 6)], _log);

        async Task WaiterAsync()
        {
            await gate.WaitAsync().ConfigureAwait(false);
            Assert.Equal(thread, Environment.CurrentManagedThreadId);
            Note("passes");
            await Task.Delay(Ms(1), _time);
            Note("ends");
        }
    }, _time);

    private static TimeSpan Ms(int milliseconds) => TimeSpan.FromMilliseconds(milliseconds);

    private void Note(string what) => _log.Add((what, (int)_time.Elapsed.TotalMilliseconds));

    private async Task WaitAsync(string what, TimeSpan time)
    {
        await Task.Delay(time, _time);
        Note(what);
    }
}
