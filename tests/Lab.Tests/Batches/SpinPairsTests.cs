namespace HonestAsync.Lab.Tests.Batches;

public class SpinPairsTests
{
    [Fact]
    public void It_gives_a_ratio_of_as_many_pairs_as_asked_for()
    {
        var ratio = SpinPairs.Measure(6);

        Assert.Equal(6, ratio.Pairs);
        Assert.True(ratio.Low > 0 && ratio.Low <= ratio.High, $"{ratio}");
    }
}
