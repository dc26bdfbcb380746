namespace HonestAsync.Lab.Tests.Blocking;

public class CpuBoundTasksTests
{
    public static TheoryData<string, int> Places => new() { { "loop", 1 }, { "one at a time", 1 }, { "pool", 3 } };

    [Theory, MemberData(nameof(Places))]
    public async Task As_many_CPU_bound_tasks_as_threads_stop_the_heartbeat(string on, int tasks)
    {
        var run = await CpuBoundTasks.SolidAsync(Of(on), tasks);

        Assert.Equal(new CpuBoundRun(0, tasks), run);
    }

    [Theory, MemberData(nameof(Places))]
    public async Task CPU_bound_tasks_that_yield_do_not_stop_the_heartbeat(string on, int tasks)
    {
        var run = await CpuBoundTasks.PoliteAsync(Of(on), tasks);

        Assert.Equal(CpuBoundTasks.Enough, run.Beats);
    }

    [Fact]
    public async Task One_free_thread_is_enough_for_the_heartbeat()
    {
        var run = await CpuBoundTasks.SolidAsync(Executor.Pool(3), 2);

        Assert.NotEqual(0, run.Beats);
    }

    [Fact]
    public async Task Threads_are_preempted_even_when_there_are_more_than_cores()
    {
        var run = await CpuBoundTasks.OnThreadsAsync(Executor.EventLoop, 2 * Environment.ProcessorCount);

        Assert.NotEqual(0, run.Beats);
        Assert.Equal(0, run.ThreadsTaken);
    }

    [Fact]
    public async Task A_loop_that_offloads_keeps_its_thread()
    {
        var run = await CpuBoundTasks.OffloadedAsync(Executor.EventLoop, 1);

        Assert.NotEqual(0, run.Beats);
        Assert.Equal(0, run.ThreadsTaken);
    }

    [Fact]
    public async Task A_pool_that_offloads_to_itself_gains_nothing()
    {
        var run = await CpuBoundTasks.HandedBackAsync(Executor.Pool(2), 2);

        Assert.Equal(new CpuBoundRun(0, 2), run);
    }

    [Fact]
    public async Task More_CPU_bound_tasks_than_threads_are_refused() =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => CpuBoundTasks.SolidAsync(Executor.EventLoop, 2));

    private static Executor Of(string name) => name switch
    {
        "loop" => Executor.EventLoop,
        "pool" => Executor.Pool(3),
        _ => Executor.OneAtATime,
    };
}
