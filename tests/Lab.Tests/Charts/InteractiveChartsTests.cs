using Plotly.NET;
using static HonestAsync.Lab.Tests.Charts.FigureJson;

namespace HonestAsync.Lab.Tests.Charts;

public sealed class InteractiveChartsTests
{
    private static readonly BarChart s_bars = new("Memory per waiting operation", "KB",
        [new("blocked thread", 1048.6, "stack <reserved>"), new("async method", 0.34)]);

    private static readonly LineChart s_lines = new("Queue depth", "seconds", "items waiting",
        [new("one", [new(0, 1), new(1, 5)]), new("Task<int>", [new(0, 2), new(2, 9)])]);

    private static readonly TimelineChart s_timeline = new("Two threads", "ms",
        [new("main", "read", 0, 3), new("main", "read", 2, 6), new("pool", "query", 1, 4, "from the cache")],
        [new("pool", "token cancelled", 2)]);

    private static readonly PercentileChart s_percentiles = new("A stall", [new("open loop", Latencies()), new("closed loop", Latencies())]);

    public static TheoryData<string> Kinds => ["bars", "lines", "percentiles", "timeline"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_figure_has_a_light_card_of_its_own_and_the_width_of_its_container(string kind)
    {
        var figure = new FigureJson(Explore(kind));

        Assert.Equal("#FBFAF7", Text(figure.Layout["paper_bgcolor"]));
        Assert.Equal("#1F2328", Text(figure.Layout["font"]!["color"]));
        Assert.Null(figure.Layout["width"]);
        Assert.Null(figure.Layout["template"]);
        Assert.True(figure.Config["responsive"]!.GetValue<bool>());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_figure_carries_the_picture_of_its_chart(string kind) =>
        Assert.Equal(Chart(kind).ToSvg(), Text(new FigureJson(Explore(kind)).Layout["meta"]!["svg"]));

    [Fact]
    public void Bars_keep_their_order_and_start_at_zero()
    {
        var figure = new FigureJson(s_bars.Explore());
        var bars = Assert.Single(figure.Data)!;

        Assert.Equal([1048.6, 0.34], Numbers(bars["x"]));
        Assert.Equal("reversed", Text(figure.Layout["yaxis"]!["autorange"]));
        Assert.Equal(["blocked thread", "async method"], Texts(figure.Layout["yaxis"]!["ticktext"]));
        Assert.Equal(0, Numbers(figure.Layout["xaxis"]!["range"])[0]);
        Assert.True(Numbers(figure.Layout["xaxis"]!["range"])[1] > 1048.6, "the axis has no room for values and notes");
    }

    [Fact]
    public void Amounts_on_a_log_scale_are_dots_within_the_axis()
    {
        var figure = new FigureJson((s_bars with { Scale = AxisScale.Log }).Explore());
        var dots = Assert.Single(figure.Data)!;

        Assert.Equal("markers+text", Text(dots["mode"]));
        Assert.Equal([1048.6, 0.34], Numbers(dots["x"]));
        Assert.Equal("log", Text(figure.Layout["xaxis"]!["type"]));
        Assert.True(Numbers(figure.Layout["xaxis"]!["range"])[0] < -1, "the axis begins behind the smallest");
        Assert.True(Numbers(figure.Layout["xaxis"]!["range"])[1] > 4, "the axis has no room for values and notes");
    }

    [Fact]
    public void Labels_alike_at_the_start_are_told_apart()
    {
        var chart = new BarChart("Alike", "ns", [new("async ValueTask<int>, pooled, done", 12), new("async ValueTask<int>, pooled, suspends", 62)]);
        var labels = Texts(new FigureJson(chart.Explore()).Layout["yaxis"]!["ticktext"]);

        Assert.Equal(["async ValueTask&lt;int&gt;,<br>pooled, done", "async ValueTask&lt;int&gt;,<br>pooled, suspends"], labels);
    }

    [Fact]
    public void A_note_stands_at_its_bar_and_in_its_hover_text_and_is_no_markup()
    {
        var bars = new FigureJson(s_bars.Explore()).Data[0]!;

        Assert.Contains("stack &lt;reserved&gt;", Texts(bars["text"])[0], StringComparison.Ordinal);
        Assert.Contains("stack &lt;reserved&gt;", Texts(bars["hovertext"])[0], StringComparison.Ordinal);
        Assert.DoesNotContain("span", Texts(bars["text"])[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Each_series_is_a_line_in_the_colour_that_it_has_in_the_picture()
    {
        var figure = new FigureJson(s_lines.Explore());

        Assert.Equal(["one", "Task&lt;int&gt;"], figure.Data.Select(line => Text(line!["name"])));
        Assert.Equal([0, 2], Numbers(figure.Data[1]!["x"]));
        Assert.Equal([2, 9], Numbers(figure.Data[1]!["y"]));
        Assert.All(figure.Data, line => Assert.Contains(Text(line!["line"]!["color"]), s_lines.ToSvg(), StringComparison.Ordinal));
        Assert.Null(figure.Layout["xaxis"]!["type"]);
        Assert.Equal("tozero", Text(figure.Layout["yaxis"]!["rangemode"]));
    }

    [Fact]
    public void Log_axes_stay_log_axes_and_leave_out_zeros_with_a_note()
    {
        var chart = new LineChart("From 1 to 100,000", "n", "ms", [new("a", [new(0, 0), new(1, 1), new(1e5, 900)])])
        {
            XScale = AxisScale.Log, YScale = AxisScale.Log,
        };
        var figure = new FigureJson(chart.Explore());

        Assert.Equal("log", Text(figure.Layout["xaxis"]!["type"]));
        Assert.Equal("log", Text(figure.Layout["yaxis"]!["type"]));
        Assert.Equal([1, 1e5], Numbers(figure.Data[0]!["x"]));
        Assert.Contains("1 point at zero left out", Text(figure.Layout["title"]!["text"]), StringComparison.Ordinal);
    }

    [Fact]
    public void Percentiles_are_spread_by_nines_with_labelled_ticks_and_named_points()
    {
        var figure = new FigureJson(s_percentiles.Explore());
        var x = figure.Layout["xaxis"]!;

        Assert.Equal(["0", "50", "75", "90", "95", "99", "99.5", "99.9", "max"], Texts(x["ticktext"]));
        Assert.Equal(9, Numbers(x["tickvals"]).Length);
        Assert.Equal(Numbers(x["tickvals"]).Order(), Numbers(x["tickvals"]));
        Assert.Equal("log", Text(figure.Layout["yaxis"]!["type"]));
        Assert.Equal("p99.9", Texts(figure.Data[0]!["text"])[^2]);
        Assert.Equal("max", Texts(figure.Data[0]!["text"])[^1]);
    }

    [Fact]
    public void Each_operation_is_a_set_of_bars_that_begin_where_its_spans_do()
    {
        var figure = new FigureJson(s_timeline.Explore());

        Assert.Equal(["read", "query"], figure.Data.Take(2).Select(bars => Text(bars!["name"])));
        Assert.Equal([0, 2], Numbers(figure.Data[0]!["base"]));
        Assert.Equal([3, 4], Numbers(figure.Data[0]!["x"]));
        Assert.Contains("from the cache", Texts(figure.Data[1]!["hovertext"])[0], StringComparison.Ordinal);
        Assert.Equal("overlay", Text(figure.Layout["barmode"]));
        Assert.Equal(["main", "pool"], Texts(figure.Layout["yaxis"]!["ticktext"]));
    }

    [Fact]
    public void Spans_that_overlap_within_a_lane_lie_below_each_other()
    {
        var rows = Numbers(new FigureJson(s_timeline.Explore()).Data[0]!["y"]);

        Assert.Equal(1, rows[1] - rows[0], precision: 9);
    }

    [Fact]
    public void A_mark_is_labelled_above_the_spans_of_its_lane()
    {
        var figure = new FigureJson(s_timeline.Explore());
        var mark = Assert.Single(figure.Layout["annotations"]!.AsArray())!;

        Assert.Equal("token cancelled", Text(mark["text"]));
        Assert.Equal(2, mark["x"]!.GetValue<double>());
        Assert.True(mark["y"]!.GetValue<double>() < Numbers(figure.Data[1]!["y"])[0], "the axis runs downwards");
    }

    [Fact]
    public void A_chart_without_data_shows_a_sentence()
    {
        Assert.Equal(["No bars to show."], new FigureJson(new BarChart("Bars", "ms", []).Explore()).Notes.Select(Words));
        Assert.Equal(["No points to show."], new FigureJson(new LineChart("Lines", "x", "y", []).Explore()).Notes.Select(Words));
        Assert.Equal(["No points to show."], new FigureJson(new PercentileChart("Curves", []).Explore()).Notes.Select(Words));
        Assert.Equal(["Nothing ran."], new FigureJson(new TimelineChart("Lanes", "ms", []).Explore()).Notes.Select(Words));
    }

    [Fact]
    public void A_sequence_diagram_has_no_interactive_form() => Assert.Equal(
        [typeof(BarChart), typeof(LineChart), typeof(PercentileChart), typeof(TimelineChart)],
        typeof(InteractiveCharts).GetMethods().Where(method => method.IsStatic)
            .Select(method => method.GetParameters()[0].ParameterType).OrderBy(type => type.Name, StringComparer.Ordinal));

    private static Chart Chart(string kind) => kind switch
    {
        "bars" => s_bars,
        "lines" => s_lines,
        "percentiles" => s_percentiles,
        _ => s_timeline,
    };

    private static GenericChart Explore(string kind) => kind switch
    {
        "bars" => s_bars.Explore(),
        "lines" => s_lines.Explore(),
        "percentiles" => s_percentiles.Explore(),
        _ => s_timeline.Explore(),
    };

    // a thousand of them: enough for p99.9
    private static LatencyHistogram Latencies()
    {
        var latencies = new LatencyHistogram();
        for (var i = 1; i <= 1000; i++)
        {
            latencies.Record(TimeSpan.FromMilliseconds(i));
        }

        return latencies;
    }

    private static string Words(string markup) => markup[(markup.IndexOf('>', StringComparison.Ordinal) + 1)..].Split('<')[0];
}
