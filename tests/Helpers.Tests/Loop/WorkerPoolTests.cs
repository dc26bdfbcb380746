namespace HonestAsync.Helpers.Tests;

public sealed class WorkerPoolTests : IDisposable
{
    private static readonly TimeSpan s_bound = TimeSpan.FromSeconds(2);
    private readonly WorkerPool _pool = new(2);

    public void Dispose() => _pool.Dispose();

    [Fact]
    public Task As_many_items_run_at_once_as_there_are_threads() => Watchdog.RunAsync(async () =>
    {
        var meeting = new Rendezvous(2);
        var met = await Task.WhenAll(MeetAsync(), MeetAsync());

        Assert.Equal([true, true], met);
        Assert.Equal((2, 2), (_pool.Threads, _pool.MaxBusy));

        Task<bool> MeetAsync() => _pool.RunAsync(() => Task.FromResult(meeting.Meet(s_bound)));
    });

    [Fact]
    public Task As_many_blocked_items_as_threads_starve_it_every_time() => Watchdog.RunAsync(async () =>
    {
        using var release = new ManualResetEventSlim();
        using var blocked = new CountdownEvent(2);
        var blockers = Enumerable.Range(0, 2).Select(_ => _pool.RunAsync(() =>
        {
            blocked.Signal();
            release.Wait(s_bound);
            return Task.CompletedTask;
        })).ToArray();
        Assert.True(blocked.Wait(s_bound));
        var starved = _pool.RunAsync(() => Task.CompletedTask);

        Assert.Equal((2, 1, false), (_pool.Busy, _pool.QueueLength, starved.IsCompleted));
        Assert.False(_pool.WaitUntilIdle(TimeSpan.FromMilliseconds(10)));
        release.Set();
        await Task.WhenAll([.. blockers, starved]);
        Assert.Equal(2, _pool.MaxBusy);
    });

    [Fact]
    public Task A_continuation_comes_back_to_one_of_its_threads() => Watchdog.RunAsync(async () =>
    {
        string? name = await _pool.RunAsync(async () =>
        {
            await Task.Run(() => { });
            return Thread.CurrentThread.Name;
        });

        Assert.Matches("^worker [12] of 2$", name);
    });

    [Fact]
    public Task An_idle_pool_has_counted_its_items_and_its_queue() => Watchdog.RunAsync(async () =>
    {
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => _pool.RunAsync(() => Task.CompletedTask)));

        Assert.True(_pool.WaitUntilIdle(s_bound));
        Assert.Equal((50, 0, 0), (_pool.Executed, _pool.Busy, _pool.QueueLength));
        Assert.InRange(_pool.MaxQueueLength, 1, 50);
    });

    [Fact]
    public Task An_idle_pool_has_run_all_that_was_posted() => Watchdog.RunAsync(() =>
    {
        int ran = 0;
        for (int round = 1; round <= 2_000; round++)
        {
            _pool.Post(_ => Interlocked.Increment(ref ran), null);
            SpinWait.SpinUntil(() => _pool.IsIdle);

            Assert.Equal(round, Volatile.Read(ref ran));
        }
        return Task.CompletedTask;
    });

    [Fact]
    public Task An_exception_goes_to_the_task_or_into_the_list_and_the_threads_go_on() => Watchdog.RunAsync(async () =>
    {
        await Assert.ThrowsAsync<TimeoutException>(() => _pool.RunAsync(() => throw new TimeoutException()));
        _pool.Post(_ => throw new InvalidOperationException("escaped"), null);

        Assert.True(_pool.WaitUntilIdle(s_bound));
        Assert.Equal("escaped", Assert.Single(_pool.Unhandled).Message);
        Assert.Equal(7, await _pool.RunAsync(() => Task.FromResult(7)));
    });

    [Fact]
    public Task An_item_runs_in_the_flow_of_its_caller_as_with_the_real_pool() => Watchdog.RunAsync(async () =>
    {
        var flows = new AsyncLocal<string> { Value = "caller" };

        Assert.Equal("caller", await _pool.RunAsync(() => Task.FromResult(flows.Value)));
        flows.Value = "next";
        Assert.Equal("next", await _pool.RunAsync(() => Task.FromResult(flows.Value)));
    });

    [Fact]
    public Task A_disposed_pool_ends_its_queue_and_refuses_the_next_item() => Watchdog.RunAsync(async () =>
    {
        var gate = new Gate();
        var entered = new Gate();
        var suspended = _pool.RunAsync(() =>
        {
            entered.Open();
            return gate.WaitAsync();
        });
        await entered.WaitAsync();
        var queued = _pool.RunAsync(() => Task.CompletedTask);
        _pool.Dispose();

        await queued;
        Assert.Throws<ObjectDisposedException>(() => { _ = _pool.RunAsync(() => Task.CompletedTask); });
        gate.Open(); // what would resume on the pool's threads is dropped; to throw here would end the process
        Assert.False(suspended.IsCompleted);
    });
}
