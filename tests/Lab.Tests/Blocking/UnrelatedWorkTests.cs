namespace HonestAsync.Lab.Tests.Blocking;

public class UnrelatedWorkTests
{
    private static readonly TimeSpan s_report = TimeSpan.FromMilliseconds(200);

    [Fact]
    public void A_computing_report_delays_all_other_work_of_its_loop()
    {
        var work = UnrelatedWork.Beside(time =>
        {
            time.Spend(s_report);
            return Task.CompletedTask;
        });

        Assert.Equal((10, 200, 200), Milliseconds(work));
        Assert.Equal(200, work.Lanes("x")[1].End);
    }

    [Fact]
    public void A_waiting_report_does_not()
    {
        var work = UnrelatedWork.Beside(time => Task.Delay(s_report, time));

        Assert.Equal((10, 10, 0), Milliseconds(work));
        Assert.Equal(0, work.Lanes("x")[1].End);
    }

    private static (double, double, double) Milliseconds(UnrelatedWork work) =>
        (work.Arrived.TotalMilliseconds, work.Continued.TotalMilliseconds, work.Health.TotalMilliseconds);
}
