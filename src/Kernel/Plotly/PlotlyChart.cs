using System.Reflection;
using System.Text.Json.Nodes;

namespace HonestAsync.Kernel;

/// <summary>
/// A chart of Plotly.NET, read by names alone: the kernel references no such package, and every version works that a
/// notebook brings, by its own <c>#r "nuget: Plotly.NET"</c> or with the lab.
/// </summary>
/// <param name="Figure">What Plotly draws: <c>data</c>, <c>layout</c> and, where there is one, <c>config</c>.</param>
/// <param name="Picture">The same as SVG, if the chart carries one in <c>layout.meta.svg</c>; not in the figure.</param>
internal sealed record PlotlyChart(JsonObject Figure, string? Picture)
{
    public const string MimeType = "application/vnd.plotly.v1+json";

    public static bool Is(Type type) => type.FullName is "Plotly.NET.GenericChart";

    /// <exception cref="MissingMethodException">A version of Plotly.NET that writes its figures otherwise.</exception>
    public static PlotlyChart Read(object chart)
    {
        var type = chart.GetType();
        while (!Is(type))
        {
            type = type.BaseType ?? throw new ArgumentException($"{chart.GetType()} is no chart.", nameof(chart));
        }
        // the second has no config
        var write = Writer(type, "toJson") ?? Writer(type, "toFigureJson")
            ?? throw new MissingMethodException(type.FullName, "toJson");
        var json = (string)write.Invoke(null, BindingFlags.DoNotWrapExceptions, binder: null, [chart], culture: null)!;
        var figure = JsonNode.Parse(json)!.AsObject();
        figure.Remove("frames");
        return new PlotlyChart(figure, TakePicture(figure));
    }

    private static MethodInfo? Writer(Type type, string name) =>
        type.GetMethod(name, BindingFlags.Public | BindingFlags.Static, [type]);

    private static string? TakePicture(JsonObject figure)
    {
        if (figure["layout"] is not JsonObject layout || layout["meta"] is not JsonObject meta
            || meta["svg"] is not JsonValue svg || !svg.TryGetValue(out string? picture))
        {
            return null;
        }
        layout.Remove("meta");
        return picture;
    }
}
