namespace HonestAsync.Lab.Tests.Blocking;

public class BoundedOffloadTests
{
    [Fact]
    public async Task Without_a_bound_the_pool_is_full_and_the_cheap_item_waits() =>
        Assert.Equal(new OffloadRun(4, CheapRan: false, 100), await BoundedOffload.UnboundedAsync(100));

    [Fact]
    public async Task A_semaphore_leaves_threads_for_other_work() =>
        Assert.Equal(new OffloadRun(2, CheapRan: true, 100), await BoundedOffload.SemaphoreAsync(100, 2));

    [Fact]
    public async Task A_scheduler_with_a_limit_leaves_threads_for_other_work() =>
        Assert.Equal(new OffloadRun(2, CheapRan: true, 100), await BoundedOffload.SchedulerAsync(100, 2));

    [Fact]
    public async Task A_bound_as_large_as_the_pool_has_no_effect() =>
        Assert.Equal(new OffloadRun(4, CheapRan: false, 100), await BoundedOffload.SemaphoreAsync(100, 4));
}
