namespace HonestAsync.Lab.Tests.SharedState;

public class LockstepTests
{
    [Theory]
    [InlineData(2, 10)]
    [InlineData(8, 100)]
    public void Each_round_of_all_threads_counts_once(int threads, int each) =>
        Assert.Equal((each, threads), Lockstep.Run(threads, each));
}
