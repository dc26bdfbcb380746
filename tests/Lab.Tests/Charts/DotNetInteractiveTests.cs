using Microsoft.DotNet.Interactive.Formatting;
using Plotly.NET;

namespace HonestAsync.Lab.Tests.Charts;

public sealed class DotNetInteractiveTests
{
    [Fact]
    public void The_tool_shows_the_picture_of_a_chart_and_one_sentence()
    {
        var chart = new BarChart("Bars", "ms", [new("a", 1)]);

        DotNetInteractive.Register(typeof(Formatter).Assembly);

        string html = Formatter.Format(chart.Explore(), typeof(GenericChart), "text/html");
        Assert.StartsWith(chart.ToSvg() + "<p", html, StringComparison.Ordinal);
        Assert.Contains("Not interactive here", html, StringComparison.Ordinal);
        Assert.Equal(["text/html", "text/plain"], Formatter.Preferred[typeof(GenericChart)]);
    }

    [Fact]
    public void A_formatter_without_these_methods_is_left_alone() =>
        Assert.Null(Record.Exception(() => DotNetInteractive.Register(typeof(object).Assembly)));
}
