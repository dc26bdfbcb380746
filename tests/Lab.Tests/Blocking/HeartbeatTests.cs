namespace HonestAsync.Lab.Tests.Blocking;

public class HeartbeatTests
{
    [Fact]
    public void It_beats_once_a_turn_and_never_during_one()
    {
        var loop = new EventLoop();
        using var heart = Heartbeat.On(loop);

        loop.Step();
        loop.Step();

        Assert.Equal(2, heart.Beats);
    }

    [Fact]
    public void A_disposed_one_leaves_the_loop_idle()
    {
        var loop = new EventLoop();
        var heart = Heartbeat.On(loop);
        loop.Step();

        heart.Dispose();

        Assert.Equal(1, loop.RunUntilIdle());
        Assert.Equal(1, heart.Beats);
    }
}
