namespace HonestAsync.Lab.Tests.RealIo;

public class RealIoTests
{
    [Fact]
    public void A_file_is_read_blocking_and_awaiting() => IsARatioOf(7, CachedFileRead.Measure(7));

    [Fact]
    public void A_message_comes_back_both_ways() => IsARatioOf(7, LoopbackEcho.Measure(7));

    private static void IsARatioOf(int pairs, Ratio ratio)
    {
        Assert.Equal(pairs, ratio.Pairs);
        Assert.True(ratio.Low > 0 && ratio.Low <= ratio.Median && ratio.Median <= ratio.High, ratio.ToString());
    }
}
