namespace HonestAsync.Helpers.Tests;

public class TimelineTests
{
    [Fact]
    public void Lanes_stand_in_the_order_in_which_their_first_spans_began()
    {
        var timeline = new Timeline();
        using (timeline.Run("outer", "first lane"))
        using (timeline.Run("inner", "second lane"))
        {
        }

        Assert.Equal(["first lane", "second lane"], timeline.ToChart("").Spans.Select(span => span.Lane));
    }
}
