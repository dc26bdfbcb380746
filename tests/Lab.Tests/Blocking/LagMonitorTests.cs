namespace HonestAsync.Lab.Tests.Blocking;

public class LagMonitorTests
{
    [Fact]
    public void It_sees_how_long_a_loop_was_busy_when_a_callback_was_due()
    {
        var time = new VirtualTime();
        var loop = new EventLoop(time);
        using var monitor = new LagMonitor(loop, time, Ms(50));

        loop.Run(async () =>
        {
            time.Spend(Ms(120));
            await Task.Yield();
            await Task.Delay(Ms(40), time);
        });

        Assert.Equal([new Point(50, 70), new Point(100, 20), new Point(150, 0)], monitor.Lags);
        Assert.Equal(Ms(70), monitor.Worst);
    }

    private static TimeSpan Ms(int milliseconds) => TimeSpan.FromMilliseconds(milliseconds);
}
