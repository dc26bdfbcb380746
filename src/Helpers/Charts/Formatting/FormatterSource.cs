namespace HonestAsync;

/// <summary>
/// Base of the classes named by <see cref="TypeFormatterSourceAttribute"/>. A derived class keeps its implicit
/// public constructor and lists its formatters.
/// </summary>
internal abstract class FormatterSource
{
    public const string Text = "text/plain";
    public const string Html = "text/html";
    public const string Svg = "image/svg+xml";

    public IEnumerable<object> CreateTypeFormatters() => Formatters();

    protected abstract IEnumerable<Formatter> Formatters();

    protected static Formatter For<T>(string mimeType, Func<T, string> render) =>
        new(mimeType, (value, writer) =>
        {
            if (value is not T typed)
            {
                return false;
            }

            writer.Write(render(typed));
            return true;
        });
}

/// <summary>Writes a value as one MIME type. Public members are read by kernels through reflection.</summary>
internal sealed class Formatter(string mimeType, Func<object, TextWriter, bool> format)
{
    public string MimeType { get; } = mimeType;

    /// <returns>False when the value is not of the formatter's type, so that the kernel asks
    /// another.</returns>
    public bool Format(object instance, TextWriter writer) => format(instance, writer);
}

/// <summary>
/// Names the class that knows how to show a type in a notebook. Kernels find it by its name and read it by
/// reflection, so no package of theirs is referenced; it stays internal to keep notebooks free of it.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct)]
internal sealed class TypeFormatterSourceAttribute(Type formatterSourceType) : Attribute
{
    /// <summary>A class with a public parameterless constructor and <c>CreateTypeFormatters()</c>.</summary>
    public Type FormatterSourceType { get; } = formatterSourceType;

    /// <summary>Best first. Each needs a formatter: the retired kernel dies on one that has none.</summary>
    public string[]? PreferredMimeTypes { get; set; }
}

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

internal sealed class TextTableFormatterSource : FormatterSource
{
    protected override IEnumerable<Formatter> Formatters() =>
    [
        For<TextTable>(Text, table => table.ToString()),
        For<TextTable>(Html, table => table.ToHtml()),
    ];
}

/// <summary>
/// For types whose <see cref="object.ToString"/> is their report: without it, front ends show a tree of properties,
/// or the lines as one with escaped breaks.
/// </summary>
internal sealed class OwnTextFormatterSource : FormatterSource
{
    protected override IEnumerable<Formatter> Formatters() =>
        [For<object>(Text, value => value.ToString() ?? "")];
}
