namespace HonestAsync.Lab.Tests.Blocking;

public class WebhookBurstTests
{
    private static readonly TimeSpan s_parse = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(1);

    [Theory]
    [InlineData(WebhookShape.ParseOnTheLoop, 4005, 16, 4000)]
    [InlineData(WebhookShape.ParseElsewhere, 2005, 12, 5)]
    [InlineData(WebhookShape.AnswerFirst, 5, 0, 5)]
    public void A_burst_of_twenty_is_answered_as_the_arithmetic_says(WebhookShape shape, int last, int late, int ping)
    {
        var burst = WebhookBurst.Run(20, s_parse, shape);

        Assert.Equal(20, burst.Answers.Count);
        Assert.Equal((last, late, ping), (burst.Answers[^1].TotalMilliseconds, burst.Late(s_deadline), burst.Ping.TotalMilliseconds));
    }

    [Fact]
    public void Offloaded_work_takes_as_long_in_all_whether_or_not_the_answer_waits_for_it()
    {
        var waiting = WebhookBurst.Run(20, s_parse, WebhookShape.ParseElsewhere);
        var answering = WebhookBurst.Run(20, s_parse, WebhookShape.AnswerFirst);

        Assert.Equal(waiting.Done, answering.Done);
    }

    [Fact]
    public void One_a_second_is_no_burst()
    {
        var calm = WebhookBurst.Run(20, s_parse, WebhookShape.ParseOnTheLoop, apart: TimeSpan.FromSeconds(1));

        Assert.Equal(0, calm.Late(s_deadline));
        Assert.All(calm.Answers, answer => Assert.Equal(205, answer.TotalMilliseconds));
    }

    [Fact]
    public void Twenty_parses_are_drawn_in_the_lanes_where_they_ran()
    {
        var lanes = WebhookBurst.Run(20, s_parse, WebhookShape.ParseElsewhere).Lanes("after");

        Assert.Equal(10, lanes.Count(span => span is { Lane: "after: core 1 of 2", Operation: "parse" }));
        Assert.Equal(10, lanes.Count(span => span is { Lane: "after: core 2 of 2", Operation: "parse" }));
    }

    [Fact]
    public void The_ping_is_marked_where_it_was_answered() =>
        Assert.Equal(new LaneMark("before: loop", "ping answered after 4,000 ms", 4010),
            WebhookBurst.Run(20, s_parse, WebhookShape.ParseOnTheLoop).PingMark("before"));
}
