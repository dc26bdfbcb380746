namespace HonestAsync.Lab.Tests.Blocking;

public class QueuedJobsTests
{
    private static readonly TimeSpan s_job = TimeSpan.FromSeconds(1);

    [Theory]
    [InlineData(HeavyWork.InTheHandler, 1000, 500)]
    [InlineData(HeavyWork.QueuedOnTheLoop, 0, 500)]
    [InlineData(HeavyWork.QueuedElsewhere, 0, 0)]
    public void Which_requests_wait_depends_on_where_the_work_runs(HeavyWork who, int heavy, int light)
    {
        var run = QueuedJobs.Run(who, s_job, load: 0.8, requests: 10);

        Assert.Equal((heavy, light, 10), (run.WorstHeavy.TotalMilliseconds, run.WorstLight.TotalMilliseconds, run.Done));
    }

    [Fact]
    public void An_unbounded_queue_keeps_what_its_worker_cannot_do()
    {
        var run = QueuedJobs.Run(HeavyWork.QueuedElsewhere, s_job, load: 1.2, requests: 120);

        Assert.Equal((20, 0, 120), (run.MaxDepth, run.Refused, run.Done));
    }

    [Fact]
    public void A_bounded_one_says_so_to_those_who_come()
    {
        var run = QueuedJobs.Run(HeavyWork.QueuedElsewhere, s_job, load: 1.2, requests: 120, bound: 10);

        Assert.Equal(10, run.MaxDepth);
        Assert.NotEqual(0, run.Refused);
        Assert.Equal(120, run.Refused + run.Done);
    }
}
