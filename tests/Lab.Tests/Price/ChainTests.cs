namespace HonestAsync.Lab.Tests.Price;

public class ChainTests
{
    [Fact]
    public async Task Both_ways_run_the_same_steps_in_the_same_order()
    {
        var (awaited, chained) = (new List<int>(), new List<int>());

        int first = await Chain.AwaitAsync(Step(awaited), 5);
        int second = await Chain.ContinueAsync(Step(chained), 5);

        Assert.Equal((6, 6), (first, second));
        Assert.Equal([0, 1, 2, 3, 4], awaited);
        Assert.Equal(awaited, chained);
    }

    [Fact]
    public void The_async_method_makes_one_box_and_the_chain_objects_for_each_step()
    {
        var (one, five) = (ChainCost.Suspended(1, pairs: 5), ChainCost.Suspended(5, pairs: 5));

        Assert.Equal(one.Awaited, five.Awaited);
        Assert.True(five.Chained > 4 * one.Awaited, $"{five}");
        Assert.True(one.Chained > one.Awaited, $"{one}");
        Assert.Equal(five.Chained, ChainCost.BytesOfSuspendedChain(5));
    }

    [Fact]
    public void Complete_steps_allocate_only_in_the_chain()
    {
        var done = ChainCost.Complete(5, pairs: 5);

        Assert.True(done.Chained > done.Awaited, $"{done}");
        Assert.Equal(5, done.Time.Pairs);
    }

    private static Func<int, Task<int>> Step(List<int> seen) => async value =>
    {
        seen.Add(value);
        await Task.Yield();
        return value + 1;
    };
}
