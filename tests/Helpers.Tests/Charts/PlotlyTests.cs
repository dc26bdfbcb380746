using System.Text.Json;

namespace HonestAsync.Helpers.Tests.Charts;

public sealed class PlotlyTests
{
    public static TheoryData<string> Names => PictureTests.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void Figure_has_traces_a_title_and_no_background(string name)
    {
        using var figure = JsonDocument.Parse(PictureTests.Find(name).ToPlotlyJson());
        var layout = figure.RootElement.GetProperty("layout");

        Assert.All(figure.RootElement.GetProperty("data").EnumerateArray(), trace => Assert.True(trace.TryGetProperty("type", out _)));
        Assert.Equal("rgba(0,0,0,0)", layout.GetProperty("paper_bgcolor").GetString());
        Assert.Equal("rgba(0,0,0,0)", layout.GetProperty("plot_bgcolor").GetString());
        Assert.NotEmpty(layout.GetProperty("title").GetProperty("text").GetString()!);
    }

    [Fact]
    public void Timeline_is_made_of_bars_with_a_base()
    {
        using var figure = JsonDocument.Parse(PictureTests.Find("timeline").ToPlotlyJson());
        var first = figure.RootElement.GetProperty("data")[0];

        Assert.Equal("bar", first.GetProperty("type").GetString());
        Assert.Equal("h", first.GetProperty("orientation").GetString());
        Assert.Equal([0.0, 52.0], first.GetProperty("base").EnumerateArray().Select(number => number.GetDouble()));
        Assert.Equal([3.0, 2.0], first.GetProperty("x").EnumerateArray().Select(number => number.GetDouble()));
    }

    [Fact]
    public void Sequence_diagram_draws_every_arrow()
    {
        using var figure = JsonDocument.Parse(PictureTests.Find("race").ToPlotlyJson());
        var arrows = figure.RootElement.GetProperty("layout").GetProperty("annotations").EnumerateArray()
            .Count(annotation => annotation.GetProperty("showarrow").GetBoolean());

        Assert.Equal(6, arrows);
    }

    [Fact]
    public void Angle_brackets_are_not_taken_for_markup() =>
        Assert.Equal("Task&lt;int&gt; &amp; co", PlotlyFigure.Text("Task<int> & co"));
}
