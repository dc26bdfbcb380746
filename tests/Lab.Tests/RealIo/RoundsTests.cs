namespace HonestAsync.Lab.Tests.RealIo;

public class RoundsTests
{
    [Fact]
    public void The_spread_reaches_from_the_lowest_round_to_the_highest()
    {
        var results = new Queue<Ratio>([new(1.5, 1.4, 1.6, 9), new(0.7, 0.6, 0.8, 9), new(3, 2, 40, 9)]);

        var rounds = Rounds.Measure(3, TimeSpan.FromMinutes(1), results.Dequeue);

        Assert.Equal([1.5, 0.7, 3], rounds.Each.Select(round => round.Median));
        Assert.Equal(new Ratio(1.5, 0.6, 40, 27), rounds.Overall);
    }

    [Fact]
    public void Every_round_has_a_thread_of_its_own()
    {
        int here = Environment.CurrentManagedThreadId;
        int there = here;

        Rounds.Measure(1, TimeSpan.Zero, () =>
        {
            there = Environment.CurrentManagedThreadId;
            return new Ratio(1, 1, 1, 1);
        });

        Assert.NotEqual(here, there);
    }

    [Fact]
    public void No_further_round_begins_when_the_budget_is_spent() =>
        Assert.Single(Rounds.Measure(5, TimeSpan.Zero, () => new Ratio(1, 1, 1, 9)).Each);

    [Fact]
    public void What_a_round_throws_comes_out() =>
        Assert.Throws<IOException>(() => Rounds.Measure(1, TimeSpan.Zero, () => throw new IOException("no disk")));
}
