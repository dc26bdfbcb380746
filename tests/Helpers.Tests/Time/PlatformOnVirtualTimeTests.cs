namespace HonestAsync.Helpers.Tests;

/// <summary>The types of .NET that take a TimeProvider, on virtual time.</summary>
public class PlatformOnVirtualTimeTests
{
    private readonly VirtualTime _time = new();

    [Fact]
    public Task A_delay_ends_when_it_is_due_and_its_continuation_runs_inline() => Bounded.RunAsync(() =>
    {
        int thread = 0;
        var delayed = DelayedAsync();
        _time.Advance(Ms(99));
        Assert.False(delayed.IsCompleted);
        _time.Advance(Ms(1));

        Assert.True(delayed.IsCompletedSuccessfully);
        Assert.Equal(Environment.CurrentManagedThreadId, thread);
        Assert.Equal(0, _time.LiveTimers);

        async Task DelayedAsync()
        {
            await Task.Delay(Ms(100), _time).ConfigureAwait(false);
            thread = Environment.CurrentManagedThreadId;
        }
    });

    [Fact]
    public Task A_cancelled_delay_leaves_no_timer() => Bounded.RunAsync(() =>
    {
        var source = new CancellationTokenSource();
        var delay = Task.Delay(Ms(100), _time, source.Token);
        source.Cancel();

        Assert.True(delay.IsCanceled);
        Assert.Equal((1, 0), (_time.CreatedTimers, _time.LiveTimers));
    });

    [Fact]
    public Task A_cancellation_source_cancels_when_it_is_due() => Bounded.RunAsync(() =>
    {
        using var source = new CancellationTokenSource(Ms(50), _time);
        _time.Advance(Ms(49));
        Assert.False(source.IsCancellationRequested);
        _time.Advance(Ms(1));

        Assert.True(source.IsCancellationRequested);
    });

    [Fact]
    public Task A_wait_with_a_timeout_ends_at_the_timeout_or_before() => Bounded.RunAsync(() =>
    {
        var never = new TaskCompletionSource().Task.WaitAsync(Ms(50), _time);
        var source = new TaskCompletionSource();
        var inTime = source.Task.WaitAsync(Ms(50), _time);
        source.SetResult();
        _time.Advance(Ms(50));

        Assert.True(inTime.IsCompletedSuccessfully);
        Assert.IsType<TimeoutException>(never.Exception!.InnerException);
        Assert.Equal(0, _time.LiveTimers);
    });

    [Fact]
    public Task A_periodic_timer_ticks_on_time_and_merges_missed_ticks() => Watchdog.RunOnLoopAsync(async _ =>
    {
        List<int> ticks = [];
        using var timer = new PeriodicTimer(Ms(10), _time);
        while (ticks.Count < 4 && await timer.WaitForNextTickAsync())
        {
            ticks.Add((int)_time.Elapsed.TotalMilliseconds);
            _time.Spend(Ms(ticks.Count == 2 ? 25 : 0));
        }

        Assert.Equal([10, 20, 45, 50], ticks);
    }, _time);

    private static TimeSpan Ms(int milliseconds) => TimeSpan.FromMilliseconds(milliseconds);
}
