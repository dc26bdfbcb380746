namespace HonestAsync.Lab.Tests.Anatomy;

public class ContinuationPlacementTests
{
    [Theory]
    [InlineData(PlacementCase.Complete, 0, 0, 0)]
    [InlineData(PlacementCase.PlainThread, 0, 0, 10)]
    [InlineData(PlacementCase.RunAsynchronously, 0, 10, 0)]
    [InlineData(PlacementCase.ForeignContext, 0, 10, 0)]
    [InlineData(PlacementCase.LoopFromOutside, 10, 0, 0)]
    [InlineData(PlacementCase.LoopFromWithin, 0, 0, 10)]
    [InlineData(PlacementCase.LoopLeft, 0, 10, 0)]
    [InlineData(PlacementCase.LoopYield, 10, 0, 0)]
    public void Ten_awaits_queue_posts_or_pool_items_or_run_inside_SetResult(
        PlacementCase how, int posts, int items, int inside)
    {
        var landing = ContinuationPlacement.Of(how, 10);

        Assert.Equal((posts, items, inside), (landing.Posts, landing.PoolItems, landing.InsideSetResult));
    }

    [Fact]
    public void An_inline_continuation_lies_within_the_span_of_SetResult()
    {
        var lanes = ContinuationPlacement.Of(PlacementCase.PlainThread, 1).Lanes;

        var outer = Assert.Single(lanes, span => span.Operation == "SetResult");
        var inner = Assert.Single(lanes, span => span.Operation == "after the await");
        Assert.Equal(outer.Lane, inner.Lane);
        Assert.True(outer.Start < inner.Start && inner.End < outer.End, $"{inner} is not within {outer}");
    }
}
