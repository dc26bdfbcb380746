namespace HonestAsync;

internal sealed class TextTableFormatterSource : FormatterSource
{
    protected override IEnumerable<Formatter> Formatters() =>
    [
        For<TextTable>(Text, table => table.ToString()),
        For<TextTable>(Html, table => table.ToHtml()),
    ];
}
