using System.Collections.Concurrent;
using System.Reflection;

namespace HonestAsync.Kernel;

/// <summary>One formatter of a value; null means that it does not format this value.</summary>
internal sealed record ValueFormatter(string MimeType, Func<object, string?> Format);

/// <summary>
/// Finds formatters by .NET Interactive's convention, matched by name, so that a library with rich output needs no
/// reference to any kernel: an attribute named TypeFormatterSourceAttribute on the type, a base type or an interface.
/// Plotly.NET's charts, which do not follow it, are known by their name.
/// </summary>
internal static class FormatterSource
{
    private static readonly ConcurrentDictionary<Type, IReadOnlyList<ValueFormatter>> s_known = new();

    public static IReadOnlyList<ValueFormatter> Of(Type type) => s_known.GetOrAdd(type, Find);

    private static IReadOnlyList<ValueFormatter> Find(Type type)
    {
        for (var t = type; t is not null; t = t.BaseType)
        {
            if (FromAttribute(t) is { } formatters)
            {
                return formatters;
            }
            if (PlotlyChart.Is(t))
            {
                return PlotlyFormatters.All;
            }
        }
        return type.GetInterfaces().Select(FromAttribute).FirstOrDefault(formatters => formatters is not null) ?? [];
    }

    private static List<ValueFormatter>? FromAttribute(Type type)
    {
        var attribute = type.GetCustomAttributes(inherit: false)
            .FirstOrDefault(a => a.GetType().Name is "TypeFormatterSourceAttribute");
        var sourceType = (Type?)attribute?.GetType().GetProperty("FormatterSourceType")?.GetValue(attribute);
        if (sourceType is null)
        {
            return null;
        }

        var source = Activator.CreateInstance(sourceType, nonPublic: true);
        var create = sourceType.GetMethod("CreateTypeFormatters",
            BindingFlags.Public | BindingFlags.Instance);
        var formatters = (System.Collections.IEnumerable?)create?.Invoke(source, null);
        return formatters?.Cast<object>().Select(Wrap).OfType<ValueFormatter>().ToList();
    }

    private static ValueFormatter? Wrap(object formatter)
    {
        var mimeType = (string?)formatter.GetType().GetProperty("MimeType")?.GetValue(formatter);
        var format = formatter.GetType().GetMethod("Format", [typeof(object), typeof(TextWriter)]);
        if (mimeType is null || format is null)
        {
            return null;
        }
        return new ValueFormatter(mimeType, value =>
        {
            using var writer = new StringWriter { NewLine = "\n" };
            var formatted = format.Invoke(
                formatter, BindingFlags.DoNotWrapExceptions, binder: null, [value, writer], culture: null);
            return formatted is true ? writer.ToString() : null;
        });
    }
}
