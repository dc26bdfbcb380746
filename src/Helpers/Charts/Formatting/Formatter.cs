namespace HonestAsync;

/// <summary>Writes a value as one MIME type. Public members are read by kernels through reflection.</summary>
internal sealed class Formatter(string mimeType, Func<object, TextWriter, bool> format)
{
    public string MimeType { get; } = mimeType;

    /// <returns>False when the value is not of the formatter's type, so that the kernel asks
    /// another.</returns>
    public bool Format(object instance, TextWriter writer) => format(instance, writer);
}
