namespace HonestAsync;

/// <summary>
/// Base class of the formatter sources that <see cref="TypeFormatterSourceAttribute"/> names. A derived class keeps its
/// implicit public constructor and lists its formatters.
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

/// <summary>Writes a value as one MIME type. Kernels call its public members through reflection.</summary>
internal sealed class Formatter(string mimeType, Func<object, TextWriter, bool> format)
{
    public string MimeType { get; } = mimeType;

    /// <returns>False if the value is not of the formatter's type; the kernel then tries the next formatter.</returns>
    public bool Format(object instance, TextWriter writer) => format(instance, writer);
}

/// <summary>
/// Names the formatter source of a type for notebooks. Kernels find this attribute by its name, through reflection, so no
/// kernel package is referenced; it is internal to keep it out of a notebook's completions.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct)]
internal sealed class TypeFormatterSourceAttribute(Type formatterSourceType) : Attribute
{
    /// <summary>A class with a public parameterless constructor and <c>CreateTypeFormatters()</c>.</summary>
    public Type FormatterSourceType { get; } = formatterSourceType;

    /// <summary>MIME types, best first. Each needs a formatter, or the kernel of .NET Interactive crashes.</summary>
    public string[]? PreferredMimeTypes { get; set; }
}

/// <summary>Formats a <see cref="Chart"/> as text, HTML or SVG.</summary>
internal sealed class ChartFormatterSource : FormatterSource
{
    protected override IEnumerable<Formatter> Formatters() =>
    [
        For<Chart>(Text, chart => chart.ToText()),
        // the SVG again: nbconvert 6.5.3 (Debian's) exports an image/svg+xml output as an empty element
        For<Chart>(Html, chart => $"<div>{chart.ToSvg()}</div>"),
        For<Chart>(Svg, chart => chart.ToSvg()),
    ];
}

/// <summary>Formats a <see cref="TextTable"/> as text or HTML.</summary>
internal sealed class TextTableFormatterSource : FormatterSource
{
    protected override IEnumerable<Formatter> Formatters() =>
    [
        For<TextTable>(Text, table => table.ToString()),
        For<TextTable>(Html, table => table.ToHtml()),
    ];
}

/// <summary>
/// Formats a value by its <see cref="object.ToString"/>. Without it, front ends show a tree of properties, or the lines of
/// a report as one line with escaped breaks.
/// </summary>
internal sealed class OwnTextFormatterSource : FormatterSource
{
    protected override IEnumerable<Formatter> Formatters() =>
        [For<object>(Text, value => value.ToString() ?? "")];
}
