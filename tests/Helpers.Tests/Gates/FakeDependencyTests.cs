namespace HonestAsync.Helpers.Tests;

public class FakeDependencyTests
{
    private readonly VirtualTime _time = new();

    [Fact]
    public Task A_hundred_calls_of_200_ms_on_ten_places_take_2_000_ms() => Watchdog.RunOnLoopAsync(async _ =>
    {
        var dependency = new FakeDependency(_time, Ms(200), capacity: 10);
        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => dependency.CallAsync()));

        Assert.Equal(Ms(2_000), _time.Elapsed);
        Assert.Equal((100, 100, 10, 90),
            (dependency.Calls, dependency.Served, dependency.MaxInFlight, dependency.MaxWaiting));
        Assert.Equal((0, 0), (dependency.InFlight, _time.LiveTimers));
    }, _time);

    [Fact]
    public Task The_service_time_grows_with_the_load_that_a_call_meets() => Watchdog.RunOnLoopAsync(async _ =>
    {
        var dependency = new FakeDependency(_time, capacity: 3, inFlight => Ms(100 * inFlight));
        int[] ended = await Task.WhenAll(Enumerable.Range(0, 3).Select(async _ =>
        {
            await dependency.CallAsync();
            return (int)_time.Elapsed.TotalMilliseconds;
        }));

        Assert.Equal([100, 200, 300], ended);
    }, _time);

    [Fact]
    public Task It_works_on_while_the_loop_that_called_it_is_busy() => Watchdog.RunOnLoopAsync(async _ =>
    {
        var dependency = new FakeDependency(_time, Ms(100), capacity: 1);
        var calls = Task.WhenAll(dependency.CallAsync(), dependency.CallAsync());
        _time.Spend(Ms(200));

        Assert.Equal(2, dependency.Served);
        await calls;
        Assert.Equal(Ms(200), _time.Elapsed);
    }, _time);

    [Theory]
    [InlineData(0, "the one in service")]
    [InlineData(1, "the one in line")]
    public Task A_cancelled_call_gives_its_place_back_on_the_loop(int cancelled, string who) => Watchdog.RunOnLoopAsync(async _ =>
    {
        var source = new CancellationTokenSource();
        var dependency = new FakeDependency(_time, Ms(100), capacity: 1);
        var calls = Enumerable.Range(0, 3).Select(i => dependency.CallAsync(i == cancelled ? source.Token : default)).ToArray();
        source.Cancel();

        var gone = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => calls[cancelled]);
        Assert.True(source.Token == gone.CancellationToken, who);
        await Task.WhenAll(calls.Where((_, i) => i != cancelled));
        Assert.Equal((Ms(200), 2, 0), (_time.Elapsed, dependency.Served, _time.LiveTimers));
    }, _time);

    private static TimeSpan Ms(int milliseconds) => TimeSpan.FromMilliseconds(milliseconds);
}
