using System.Reflection;

namespace HonestAsync.Kernel;

/// <summary>
/// A chart as HTML that draws itself without the network: its picture, if it has one, and a sentence, both replaced by
/// the interactive chart as soon as the page has Plotly's script.
/// </summary>
internal static class PlotlyHtml
{
    private const string NoScript = "Not interactive here: this version of Plotly.NET brings no script, and none is "
        + "loaded from the network. VS Code draws such a chart itself.";

    private const string NotRun = "Not interactive here: this page does not run the chart's script.";

    private const string Elsewhere = "Not interactive here: Plotly's script came with the first such chart of the "
        + "session, and this page no longer has it. Restart the kernel and run the notebook again.";

    /// <param name="chart">What is drawn.</param>
    /// <param name="plotly">Where Plotly's script may be.</param>
    /// <param name="script">Knows whether the session's page has it.</param>
    public static string Of(PlotlyChart chart, Assembly plotly, PlotlyScript script)
    {
        if (!PlotlyScript.IsIn(plotly))
        {
            return Fallback(chart, NoScript);
        }
        var id = $"plotly-{Guid.NewGuid():N}";
        var packed = script.TakeOnce(plotly);
        return $$"""
            <div id="{{id}}">{{Fallback(chart, packed is null ? Elsewhere : NotRun)}}</div>
            <script type="text/javascript">
            (function () {
              var figure = {{chart.Figure.ToJsonString()}};
              function draw() {
                var place = document.getElementById("{{id}}");
                if (place) {
                  place.replaceChildren();
                  window.Plotly.newPlot(place, figure.data, figure.layout, figure.config);
                }
              }
              if (window.Plotly) {
                draw();
                return;
              }
              window.addEventListener("plotly-is-here", draw, { once: true });
            {{(packed is null ? "" : Unpack(packed))}}})();
            </script>
            """.ReplaceLineEndings("\n");
    }

    private static string Fallback(PlotlyChart chart, string sentence) =>
        $"{chart.Picture}<p style=\"font-size: 12px; opacity: 0.75\">{sentence}</p>";

    // RequireJS, which notebook pages have, would take the script for a module of its own: so it sees no "define"
    private static string Unpack(string packed) => $$"""
          var bytes = Uint8Array.from(atob("{{packed}}"), function (c) { return c.charCodeAt(0); });
          new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).text().then(function (code) {
            new Function("define", "exports", "module", code)();
            window.dispatchEvent(new Event("plotly-is-here"));
          });

        """;
}
