namespace HonestAsync.Lab.Tests.Price;

public class AwaitTimesTests
{
    [WholeTheory]
    [InlineData(AwaitKind.PlainCall)]
    [InlineData(AwaitKind.Complete)]
    [InlineData(AwaitKind.Suspended)]
    [InlineData(AwaitKind.LoopTurn)]
    [InlineData(AwaitKind.PoolTurn)]
    [InlineData(AwaitKind.OtherThread)]
    public void Every_way_gives_a_ratio_to_the_clock(AwaitKind kind)
    {
        var ratio = AwaitTimes.InNanoseconds(kind, pairs: 6);

        Assert.Equal(6, ratio.Pairs);
        Assert.True(ratio.Low > 0 && ratio.Low <= ratio.High, $"{ratio}");
    }

    [Fact]
    public void A_ratio_in_another_unit_keeps_its_spread_and_turned_round_its_ends_change_places()
    {
        var ratio = new Ratio(100, 50, 200, 7);

        Assert.Equal(new Ratio(10, 5, 20, 7), AwaitTimes.Scaled(ratio, 0.1));
        Assert.Equal(new Ratio(10, 5, 20, 7), AwaitTimes.FitInto(1_000, ratio));
    }

    [WholeTheory]
    [InlineData(HandlerWorkItem.CachedRead)]
    [InlineData(HandlerWorkItem.Json)]
    [InlineData(HandlerWorkItem.LoopbackTrip)]
    public void Every_work_item_takes_as_long_as_some_awaits(HandlerWorkItem errand) =>
        Assert.True(HandlerWork.InAwaits(errand, pairs: 5).Median > 0);
}
