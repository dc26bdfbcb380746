namespace HonestAsync.Helpers.Tests.Charts;

public sealed class RejectionTests
{
    public static TheoryData<double> Invalid =>
        [-1, double.NaN, double.PositiveInfinity, double.NegativeInfinity];

    [Theory]
    [MemberData(nameof(Invalid))]
    public void A_bar_rejects_a_value_that_is_negative_or_not_finite(double value)
    {
        var rejection = Assert.Throws<ArgumentException>(() => new Bar("a", value));

        Assert.Contains("Value must be a finite number of zero or more", rejection.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_bar_chart_rejects_a_percentile_scale() =>
        Assert.Throws<ArgumentException>(() => new BarChart("t", "ms", []) { Scale = AxisScale.Percentile });

    [Theory]
    [MemberData(nameof(Invalid))]
    public void A_point_rejects_a_coordinate_that_is_negative_or_not_finite(double value)
    {
        Assert.Throws<ArgumentException>(() => new Point(value, 0));
        Assert.Throws<ArgumentException>(() => new Point(0, value));
    }

    [Theory]
    [MemberData(nameof(Invalid))]
    public void A_span_and_a_mark_reject_a_time_that_is_negative_or_not_finite(double value)
    {
        Assert.Throws<ArgumentException>(() => new LaneSpan("main", "work", value, 9));
        Assert.Throws<ArgumentException>(() => new LaneSpan("main", "work", 0, value));
        Assert.Throws<ArgumentException>(() => new LaneMark("main", "now", value));
    }

    [Fact]
    public void A_span_that_ends_before_it_starts_is_rejected() =>
        Assert.Throws<ArgumentException>(() => new LaneSpan("main", "work", 5, 4));

    [Fact]
    public void A_changed_copy_is_checked() =>
        Assert.Throws<ArgumentException>(() => new Bar("a", 1) with { Value = -1 });

    [Fact]
    public void A_message_to_an_unknown_participant_is_rejected()
    {
        var rejection = Assert.Throws<ArgumentException>(() => new SequenceDiagram("t", ["a"], [new("a", "b", "hello")]));

        Assert.Contains("'b' is not among the participants", rejection.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_participants_with_the_same_name_are_rejected() =>
        Assert.Throws<ArgumentException>(() => new SequenceDiagram("t", ["a", "a"], []));

    [Fact]
    public void A_percentile_above_100_is_rejected() =>
        Assert.Throws<ArgumentException>(() =>
            new LineChart("t", "x", "y", [new("a", [new(101, 1)])]) { XScale = AxisScale.Percentile }.ToText());

    [Fact]
    public void A_percentile_scale_of_the_y_axis_is_rejected() =>
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
