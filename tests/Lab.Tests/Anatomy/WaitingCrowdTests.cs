namespace HonestAsync.Lab.Tests.Anatomy;

public class WaitingCrowdTests
{
    [Fact]
    public async Task Requests_that_await_hold_no_thread() =>
        Assert.Equal(new WaitingCrowd(0, true, 50), await WaitingCrowd.AwaitingAsync(2, 50));

    [Fact]
    public async Task Requests_that_block_hold_all_threads() =>
        Assert.Equal(new WaitingCrowd(2, false, 50), await WaitingCrowd.BlockingAsync(2, 50));
}
