namespace HonestAsync;

internal sealed class ChartFormatterSource : FormatterSource
{
    protected override IEnumerable<Formatter> Formatters() =>
    [
        For<Chart>(Text, chart => chart.ToText()),
        For<Chart>(Svg, chart => chart.ToSvg()),
    ];
}
