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
