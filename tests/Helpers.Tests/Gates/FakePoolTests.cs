namespace HonestAsync.Helpers.Tests;

public class FakePoolTests
{
    private readonly FakePool _pool = new(1);

    [Fact]
    public Task Leases_go_out_up_to_the_capacity_then_in_the_order_of_the_line() => Bounded.RunAsync(() =>
    {
        var held = _pool.RentAsync().Result;
        var first = _pool.RentAsync();
        var second = _pool.RentAsync();
        Assert.Equal((1, 2, 2), (_pool.Held, _pool.Waiting, _pool.MaxWaiting));

        held.Dispose();
        Assert.Equal((true, false), (first.IsCompletedSuccessfully, second.IsCompleted));
        first.Result.Dispose();
        second.Result.Dispose();

        Assert.Equal((0, 1, 3), (_pool.Held, _pool.MaxHeld, _pool.Rented));
    });

    [Fact]
    public Task Who_is_cancelled_leaves_the_line_and_holds_nothing() => Bounded.RunAsync(() =>
    {
        var source = new CancellationTokenSource();
        var held = _pool.RentAsync().Result;
        var leaves = _pool.RentAsync(source.Token);
        var next = _pool.RentAsync();
        source.Cancel();
        held.Dispose();

        Assert.Equal((true, true), (leaves.IsCanceled, next.IsCompletedSuccessfully));
        Assert.True(_pool.RentAsync(source.Token).IsCanceled);
        Assert.Equal((1, 0, 2), (_pool.Held, _pool.Waiting, _pool.Rented));
    });

    [Fact]
    public Task A_lease_disposed_twice_is_given_back_once() => Bounded.RunAsync(() =>
    {
        var lease = _pool.RentAsync().Result;
        lease.Dispose();
        lease.Dispose();
        _ = _pool.RentAsync();

        Assert.Equal((1, 1), (_pool.Held, _pool.MaxHeld));
        Assert.False(_pool.RentAsync().IsCompleted);
    });

    [Fact]
    public Task It_never_lends_more_than_it_has_to_several_threads() => Watchdog.RunAsync(async () =>
    {
        var probe = new ConcurrencyProbe();
        await Parallel.ForEachAsync(Enumerable.Range(0, 2_000), async (_, token) =>
        {
            using var lease = await _pool.RentAsync(token);
            using var inside = probe.Enter();
        });

        Assert.Equal((1, 2_000), (probe.Max, probe.Total));
        Assert.Equal((0, 0, 1), (_pool.Held, _pool.Waiting, _pool.MaxHeld));
    });

    [Fact]
    public void A_pool_of_nothing_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new FakePool(0));
}
