namespace HonestAsync;

internal sealed class ChartFormatterSource : FormatterSource
{
    protected override IEnumerable<Formatter> Formatters() =>
    [
        For<Chart>(Text, chart => chart.ToText()),
        For<Chart>(Html, chart => $"<div>{chart.ToSvg()}</div>"),
        For<Chart>(Svg, chart => chart.ToSvg()),
        For<Chart>(Plotly, chart => chart.ToPlotlyJson()),
    ];
}
