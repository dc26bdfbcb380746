namespace HonestAsync.Lab.Tests.Blocking;

public class WrappedWorkerTests
{
    [Theory]
    [InlineData(JobEnding.Answers, true)]
    [InlineData(JobEnding.Throws, true)]
    [InlineData(JobEnding.SaysNothing, false)]
    public void A_wrapper_settles_only_the_endings_it_observes(JobEnding ending, bool settles) =>
        Assert.Equal(settles, WrappedWorker.Settles(ending));

    [Theory]
    [InlineData(JobEnding.Answers)]
    [InlineData(JobEnding.Throws)]
    [InlineData(JobEnding.SaysNothing)]
    public async Task Task_Run_settles_every_ending(JobEnding ending) =>
        Assert.True(await WrappedWorker.TaskRunSettlesAsync(ending));

    [Fact]
    public void A_thread_for_each_job_has_no_bound() => Assert.Equal(30, WrappedWorker.ThreadsFor(30));

    [Fact]
    public void A_pool_has_the_bound_of_its_threads() => Assert.Equal(3, WrappedWorker.ThreadsOnPool(30, 3));
}
