namespace HonestAsync.Helpers.Tests.Charts;

public sealed class RefusalTests
{
    public static TheoryData<double> NoAmounts =>
        [-1, double.NaN, double.PositiveInfinity, double.NegativeInfinity];

    [Theory]
    [MemberData(nameof(NoAmounts))]
    public void A_bar_refuses_what_has_no_length(double value)
    {
        var refusal = Assert.Throws<ArgumentException>(() => new Bar("a", value));

        Assert.Contains("Value must be a finite number of zero or more", refusal.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Bars_refuse_a_scale_of_percentiles() =>
        Assert.Throws<ArgumentException>(() => new BarChart("t", "ms", []) { Scale = AxisScale.Percentile });

    [Theory]
    [MemberData(nameof(NoAmounts))]
    public void A_point_refuses_what_has_no_place(double value)
    {
        Assert.Throws<ArgumentException>(() => new Point(value, 0));
        Assert.Throws<ArgumentException>(() => new Point(0, value));
    }

    [Theory]
    [MemberData(nameof(NoAmounts))]
    public void A_span_and_a_mark_refuse_what_is_no_time(double value)
    {
        Assert.Throws<ArgumentException>(() => new LaneSpan("main", "work", value, 9));
        Assert.Throws<ArgumentException>(() => new LaneSpan("main", "work", 0, value));
        Assert.Throws<ArgumentException>(() => new LaneMark("main", "now", value));
    }

    [Fact]
    public void A_span_refuses_to_end_before_it_starts() =>
        Assert.Throws<ArgumentException>(() => new LaneSpan("main", "work", 5, 4));

    [Fact]
    public void A_changed_copy_is_checked_too() =>
        Assert.Throws<ArgumentException>(() => new Bar("a", 1) with { Value = -1 });

    [Fact]
    public void A_message_from_a_stranger_is_refused()
    {
        var refusal = Assert.Throws<ArgumentException>(() => new SequenceDiagram("t", ["a"], [new("a", "b", "hello")]));

        Assert.Contains("'b' is not among the participants", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_participants_of_one_name_are_refused() =>
        Assert.Throws<ArgumentException>(() => new SequenceDiagram("t", ["a", "a"], []));

    [Fact]
    public void A_percentile_above_100_is_refused() =>
        Assert.Throws<ArgumentException>(() =>
            new LineChart("t", "x", "y", [new("a", [new(101, 1)])]) { XScale = AxisScale.Percentile }.ToText());

    [Fact]
    public void A_percentile_axis_runs_along_x_only() =>
        Assert.Throws<ArgumentException>(() => new LineChart("t", "x", "y", []) { YScale = AxisScale.Percentile });

    [Fact]
    public void A_list_changed_later_does_not_change_the_chart()
    {
        var bars = new List<Bar> { new("a", 1) };
        var chart = new BarChart("t", "ms", bars);
        bars.Add(new("b", 2));

        Assert.Single(chart.Bars);
    }
}
