using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Plotly.NET;

namespace HonestAsync.Kernel.Tests;

public sealed class PlotlyTests
{
    private static readonly GenericChart s_chart = new GenericChart.Chart(
        """
        {"data":[{"type":"bar","name":"a &amp; b","y":[1,2,3]},{"type":"scatter","name":"c</script>","y":[4]}],
        "layout":{"title":{"text":"<b>Requests</b><br><span style=\"color:grey\">ms</span>"},"meta":{"svg":"<svg>bars</svg>"}},
        "config":{"responsive":true},"frames":[]}
        """);

    private static readonly PlotlyChart s_read = PlotlyChart.Read(s_chart);

    [Fact]
    public void A_chart_is_known_by_the_name_of_its_base_type() => Assert.Equal(
        ["application/vnd.plotly.v1+json", "text/html", "image/svg+xml", "text/plain"],
        FormatterSource.Of(s_chart.GetType()).Select(formatter => formatter.MimeType));

    [Fact]
    public void The_figure_is_sent_without_the_picture_that_it_carries()
    {
        Assert.Equal(["data", "layout", "config"], s_read.Figure.Select(part => part.Key));
        Assert.Equal(["title"], s_read.Figure["layout"]!.AsObject().Select(part => part.Key));
        Assert.Equal("<svg>bars</svg>", s_read.Picture);
    }

    [Fact]
    public void Meta_data_of_another_kind_stays_in_the_figure()
    {
        var read = PlotlyChart.Read(new GenericChart.Chart("""{"data":[],"layout":{"meta":["mine"]}}"""));

        Assert.Null(read.Picture);
        Assert.Equal("mine", read.Figure["layout"]!["meta"]![0]!.GetValue<string>());
    }

    [Fact]
    public void The_first_chart_of_a_session_brings_the_script_and_the_second_finds_it_on_the_page()
    {
        var script = new PlotlyScript();
        var (first, second) = (Html(script), Html(script));

        Assert.Equal("self.Plotly = { newPlot() {} };\n", Unpacked(first));
        Assert.DoesNotContain("atob", second, StringComparison.Ordinal);
        Assert.Contains("if (window.Plotly)", second, StringComparison.Ordinal);
        Assert.Contains("Restart the kernel and run the notebook again.", second, StringComparison.Ordinal);
    }

    [Fact]
    public void Until_it_is_drawn_the_HTML_shows_the_picture() =>
        Assert.Contains("<svg>bars</svg><p", Html(new PlotlyScript()), StringComparison.Ordinal);

    [Fact]
    public void Nothing_is_loaded_from_the_network() =>
        Assert.DoesNotMatch("""(src|href)\s*=|https?:""", Html(new PlotlyScript()));

    [Fact]
    public void A_text_of_the_figure_cannot_end_the_HTML_s_script() =>
        Assert.Single(Regex.Matches(Html(new PlotlyScript()), "</script>", RegexOptions.None, TimeSpan.FromSeconds(10)));

    [Fact]
    public void Where_Plotly_brings_no_script_the_picture_stays_and_says_why()
    {
        var html = PlotlyHtml.Of(s_read, typeof(object).Assembly, new PlotlyScript());

        Assert.StartsWith("<svg>bars</svg><p", html, StringComparison.Ordinal);
        Assert.Contains("brings no script", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
    }

    [Fact]
    public void The_text_names_title_lines_and_points() => Assert.Equal(
        "Interactive chart \"Requests\": 1 bar trace, 1 scatter trace, 4 points.\n"
        + "a & b, c. Drag to zoom, double-click to see all, hover for values.",
        PlotlyText.Of(s_read.Figure));

    [Fact]
    public void Where_outputs_are_stored_only_picture_and_text_are_made()
    {
        PlotlyFormatters.ForStoring = true;
        try
        {
            Assert.Equal(["image/svg+xml", "text/plain"], MimeBundle.Of(s_chart).Select(item => item.Key));
        }
        finally
        {
            PlotlyFormatters.ForStoring = false;
        }
    }

    private static string Html(PlotlyScript script) => PlotlyHtml.Of(s_read, s_chart.GetType().Assembly, script);

    private static string Unpacked(string html)
    {
        var packed = Regex.Match(html, "atob\\(\"(?<packed>[^\"]+)\"\\)", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(10)).Groups["packed"].Value;
        using var gzip = new GZipStream(new MemoryStream(Convert.FromBase64String(packed)), CompressionMode.Decompress);
        using var reader = new StreamReader(gzip, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
