namespace HonestAsync.Lab.Tests.Web;

public class StallScheduleTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(3_999, 0)]
    [InlineData(4_000, 1_000)]
    [InlineData(4_750, 250)]
    [InlineData(5_000, 0)]
    [InlineData(9_400, 600)]
    public void It_stands_still_in_the_last_second_of_every_five(int atMilliseconds, int remaining)
    {
        var time = new VirtualTime();
        var schedule = new StallSchedule(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(1), time);
        time.Advance(TimeSpan.FromSeconds(17));
        Assert.Equal(TimeSpan.Zero, schedule.Remaining());

        time.Advance(TimeSpan.FromMilliseconds(atMilliseconds));

        Assert.Equal(TimeSpan.FromMilliseconds(remaining), schedule.Remaining());
    }
}
