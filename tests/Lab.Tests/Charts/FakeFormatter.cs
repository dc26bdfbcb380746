#pragma warning disable IDE0130 // found by its names, which are the .NET Interactive tool's
namespace Microsoft.DotNet.Interactive.Formatting;

/// <summary>What the lab knows of the tool's formatters.</summary>
internal static class Formatter
{
    private static readonly Dictionary<string, Action<object, TextWriter>> s_registered = new(StringComparer.Ordinal);

    public static Dictionary<Type, string[]> Preferred { get; } = [];

    public static void Register(Type type, Action<object, TextWriter> formatter, string mimeType) =>
        s_registered[$"{type} {mimeType}"] = formatter;

    public static void SetPreferredMimeTypesFor(Type type, params string[] preferred) => Preferred[type] = preferred;

    public static string Format(object value, Type type, string mimeType)
    {
        using var writer = new StringWriter();
        s_registered[$"{type} {mimeType}"](value, writer);
        return writer.ToString();
    }
}
