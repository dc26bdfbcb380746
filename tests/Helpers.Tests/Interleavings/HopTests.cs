namespace HonestAsync.Helpers.Tests;

public class HopTests
{
    [Theory]
    [MemberData(nameof(Hops.Names), MemberType = typeof(Hops))]
    public void A_race_is_found_in_as_many_schedules_whatever_way_the_code_hops(string hop)
    {
        var exploration = Explore(hop, hasGate: false);

        Assert.Equal((20, 12), (exploration.Schedules, exploration.Failing));
        Assert.Equal(["10", "15", "5"], exploration.Outcomes.Keys.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Hops.Names), MemberType = typeof(Hops))]
    public void A_gate_passes_in_as_many_schedules_whatever_way_the_code_hops(string hop)
    {
        var exploration = Explore(hop, hasGate: true);

        // what a hop leaves to the pool is not interleaved
        Assert.True(exploration.Passes(ExplorationGaps.ThreadPool | ExplorationGaps.Posts), exploration.ToString());
        Assert.Equal(6, exploration.Schedules);
    }

    [Fact]
    public void The_same_exploration_comes_out_the_same_every_time()
    {
        var firsts = Hops.Names.Select(name => name.Data).ToDictionary(hop => hop, hop => Explore(hop, hasGate: false).ToString());

        for (int again = 0; again < (WholeProof.IsOn ? 2 : 1); again++)
        {
            Assert.All(firsts, first => Assert.Equal(first.Value, Explore(first.Key, hasGate: false).ToString()));
        }
    }

    private static Exploration Explore(string hop, bool hasGate) => Interleavings.Explore(s =>
    {
        var store = new Store(s.Dependency("store"));
        var gate = new SemaphoreSlim(1, 1);
        s.Operation("deposit 10", () => DepositAsync(10));
        s.Operation("deposit 5", () => DepositAsync(5));
        s.Outcome(() => store.Balance);
        s.Expect("no deposit is lost", () => store.Balance == 15, () => store.Balance);

        async Task DepositAsync(int amount)
        {
            await Hops.TakeAsync(hop);
            if (hasGate)
            {
                await gate.WaitAsync();
            }
            int balance = await store.ReadAsync();
            await Hops.TakeAsync(hop);
            await store.WriteAsync(balance + amount);
            await Hops.TakeAsync(hop);
            if (hasGate)
            {
                gate.Release();
            }
        }
    });
}
