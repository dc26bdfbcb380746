namespace HonestAsync.Helpers.Tests;

public class TimelineTests
{
    [Fact]
    public void Without_a_clock_it_counts_events_so_that_only_the_order_shows()
    {
        var timeline = new Timeline();
        using (timeline.Run("outer", "loop"))
        {
            timeline.Mark("tick", "loop");
            timeline.Run("inner", "loop").Dispose();
        }
        var chart = timeline.ToChart("order");

        Assert.Equal([new LaneSpan("loop", "inner", 2, 3), new LaneSpan("loop", "outer", 0, 4)], chart.Spans);
        Assert.Equal([new LaneMark("loop", "tick", 1)], chart.Marks);
    }

    [Fact]
    public void With_a_clock_it_shows_that_clock_in_milliseconds()
    {
        var time = new VirtualTime();
        var timeline = new Timeline(time);
        time.Advance(TimeSpan.FromMilliseconds(5));
        var span = timeline.Run("work", "loop");
        time.Advance(TimeSpan.FromMilliseconds(10));
        span.Dispose();
        span.Dispose();

        Assert.Equal(new LaneSpan("loop", "work", 5, 15), Assert.Single(timeline.ToChart("time").Spans));
    }

    [Fact]
    public Task Each_thread_gets_a_lane_in_the_order_of_coming_or_the_name_it_gives_itself() => Bounded.RunAsync(() =>
    {
        var timeline = new Timeline();
        timeline.Mark("here");
        var thread = new Thread(() => timeline.Mark("there"));
        thread.Start();
        Assert.True(thread.Join(Watchdog.Bound));
        timeline.Name("main");
        timeline.Mark("named");

        Assert.Equal(["thread A", "thread B", "main"], timeline.ToChart("lanes").Marks!.Select(mark => mark.Lane));
    });
}
