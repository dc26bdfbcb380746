namespace HonestAsync.Lab.Tests.Blocking;

public class SlowCallTests
{
    [Fact]
    public void A_loop_keeps_running_during_an_await_that_never_ends() =>
        Assert.Equal(new SlowCallRun(50, Pending: true, BlockingWaits: 0), SlowCall.Awaited(50));

    [Fact]
    public void It_stands_still_during_a_synchronous_wait() =>
        Assert.Equal(new SlowCallRun(0, Pending: false, BlockingWaits: 1), SlowCall.Blocked());
}
