namespace HonestAsync.Kernel;

/// <summary>
/// What a Plotly chart is shown as: the figure for front ends that draw it themselves (VS Code), HTML for the others,
/// the chart's picture for readers of stored outputs, and text.
/// </summary>
internal static class PlotlyFormatters
{
    /// <summary>Set in a process whose outputs are stored: no figure and no script is made, which storing would drop.</summary>
    public static bool ForStoring { get; set; }

    public static IReadOnlyList<ValueFormatter> All { get; } =
    [
        new(PlotlyChart.MimeType, chart => ForStoring ? null : PlotlyChart.Read(chart).Figure.ToJsonString()),
        new("text/html", chart => ForStoring ? null
            : PlotlyHtml.Of(PlotlyChart.Read(chart), chart.GetType().Assembly, PlotlyScript.OfSession)),
        new("image/svg+xml", chart => PlotlyChart.Read(chart).Picture),
        new(MimeBundle.PlainTextType, chart => PlotlyText.Of(PlotlyChart.Read(chart).Figure)),
    ];
}
