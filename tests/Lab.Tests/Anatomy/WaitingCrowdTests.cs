namespace HonestAsync.Lab.Tests.Anatomy;

public class WaitingCrowdTests
{
    [Fact]
    public async Task Who_awaits_keeps_no_thread() =>
        Assert.Equal(new WaitingCrowd(0, true, 50), await WaitingCrowd.AwaitingAsync(2, 50));

    [Fact]
    public async Task Who_blocks_keeps_them_all() =>
        Assert.Equal(new WaitingCrowd(2, false, 50), await WaitingCrowd.BlockingAsync(2, 50));
}
