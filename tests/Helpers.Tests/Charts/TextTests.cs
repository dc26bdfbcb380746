namespace HonestAsync.Helpers.Tests.Charts;

public sealed class TextTests
{
    private static readonly int[] Widths = [40, 60, 80, 120];

    public static TheoryData<string, int> NamesAndWidths =>
        [.. from name in Samples.All.Keys.Concat(EdgeCases.All.Keys) from width in Widths select (name, width)];

    [Theory]
    [MemberData(nameof(NamesAndWidths))]
    public void No_line_is_longer_than_asked_for_or_ends_in_a_space(string name, int width) =>
        Assert.All(PictureTests.Find(name).ToText(width).Split('\n'), line =>
        {
            Assert.InRange(ChartText.Columns(line), 0, width);
            Assert.Equal(line.TrimEnd(), line);
        });

    [Fact]
    public void A_width_below_40_columns_is_rejected() =>
        Assert.Throws<ArgumentException>(() => PictureTests.Find("bars").ToText(39));

    [Fact]
    public void ToString_is_the_text_at_80_columns() =>
        Assert.Equal(PictureTests.Find("race").ToText(80), PictureTests.Find("race").ToString());

    [Fact]
    public void Bar_chart_with_no_bars_says_so() =>
        Assert.EndsWith("No bars to show.", PictureTests.Find("no bars").ToText(), StringComparison.Ordinal);

    [Fact]
    public void Line_chart_with_no_points_says_so() =>
        Assert.EndsWith("No points to show.", PictureTests.Find("no series").ToText(),
            StringComparison.Ordinal);

    [Fact]
    public void Timeline_with_no_spans_says_so() =>
        Assert.EndsWith("Nothing ran.", PictureTests.Find("no spans").ToText(), StringComparison.Ordinal);

    [Fact]
    public void Sequence_diagram_with_no_messages_says_so() =>
        Assert.EndsWith("Nothing happened.", PictureTests.Find("no messages").ToText(),
            StringComparison.Ordinal);

    [Fact]
    public void A_bar_of_zero_has_no_length_and_a_tiny_one_still_has_some()
    {
        var lines = new BarChart("t", "ms", [new("none", 0), new("some", 0.001), new("most", 1000)]).ToText().Split('\n');

        Assert.Equal("none  0", lines[2]);
        Assert.Equal("some  ▏ 0.001", lines[3]);
    }

    [Fact]
    public void Labels_are_wrapped_before_they_are_cut() => Assert.Equal(
        [["async ValueTask<int>,", "pooled, done"], ["short"]],
        ChartLabels.Fit(["async ValueTask<int>, pooled, done", "short"], 22));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Different_labels_are_never_cut_to_the_same_text(int lines)
    {
        string[] labels = ["a request that is done at once", "a request that is done later on", "a request that is done later on",
            new string('x', 90) + "1", new string('x', 90) + "2", "one word and then the same end as the other", "one more, and then the same end as the other"];
        var shown = ChartLabels.Fit(labels, 12, lines, line => ChartText.Columns(line));

        Assert.Equal(labels.Distinct().Count(), shown.Select(label => string.Join('\n', label)).Distinct().Count());
        Assert.All(shown.SelectMany(label => label), line => Assert.InRange(ChartText.Columns(line), 1, 12));
        Assert.All(shown, label => Assert.InRange(label.Count, 1, lines));
    }

    [Fact]
    public void A_log_scale_is_named_and_draws_dots_instead_of_bars()
    {
        var text = PictureTests.Find("bars-log").ToText();

        Assert.Contains("ns, log scale", text, StringComparison.Ordinal);
        Assert.DoesNotContain("█", text, StringComparison.Ordinal);
        Assert.Equal(5, text.Count(character => character == '●'));
    }

    [Fact]
    public void Zeros_on_a_log_axis_are_left_out_and_counted() =>
        Assert.Contains("1 point at zero left out", PictureTests.Find("zeros on a log axis").ToText(),
            StringComparison.Ordinal);

    [Fact]
    public void Operations_get_different_letters()
    {
        var letters = OperationLetters.For([.. Enumerable.Range(0, 40).Select(i => $"request {i}")]);

        Assert.Equal(40, letters.Values.Distinct().Count());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(9)]
    public void Countable_things_have_whole_ticks(int most) =>
        Assert.DoesNotContain(ChartAxis.Over(AxisScale.Linear, [0, most], roundEnd: true).Ticks(10),
            tick => tick.Label.Contains('.', StringComparison.Ordinal));

    [Fact]
    public void Measured_things_have_fractions_on_their_axis() =>
        Assert.Contains(ChartAxis.Over(AxisScale.Linear, [0, 1.5]).Ticks(5), tick => tick.Label is "0.5");

    [Theory]
    [InlineData(0, "0")]
    [InlineData(0.34, "0.34")]
    [InlineData(0.0012345, "0.00123")]
    [InlineData(9.876, "9.88")]
    [InlineData(12.34, "12.3")]
    [InlineData(1048.6, "1,049")]
    [InlineData(99.97, "100")]
    [InlineData(1e-9, "1e-9")]
    public void Labels_have_three_or_four_significant_digits(double value, string expected) =>
        Assert.Equal(expected, ChartNumbers.Label(value));
}
