namespace HonestAsync.Lab.Tests.SharedState;

public class LockstepTests
{
    [Theory]
    [InlineData(2, 10, 1)]
    [InlineData(8, 20, 5)]
    public void Each_round_of_all_threads_counts_once(int threads, int rounds, int amount) =>
        Assert.Equal((rounds * amount, threads), Lockstep.Run(threads, rounds, amount));
}
