namespace HonestAsync;

internal sealed class ChartFormatterSource : FormatterSource
{
    protected override IEnumerable<Formatter> Formatters() =>
    [
        For<Chart>(Text, chart => chart.ToText()),
        // the same picture: in its HTML, nbconvert 6.5.3 (Debian's) empties an image/svg+xml
        For<Chart>(Html, chart => $"<div>{chart.ToSvg()}</div>"),
        For<Chart>(Svg, chart => chart.ToSvg()),
    ];
}
