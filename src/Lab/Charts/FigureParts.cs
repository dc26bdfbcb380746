namespace HonestAsync.Lab;

/// <summary>
/// Plotly.NET's objects by Plotly's own property names: its typed functions take up to 104 parameters, and C# would
/// have to give every one of them.
/// </summary>
internal static class FigureParts
{
    /// <summary>Sets properties; what is null stays as Plotly has it.</summary>
    public static T With<T>(this T part, params ReadOnlySpan<(string Name, object? Value)> properties)
        where T : DynamicObj.DynamicObj
    {
        foreach (var (name, value) in properties)
        {
            if (value is not null)
            {
                part.SetProperty(name, value);
            }
        }

        return part;
    }

    /// <summary>An object for which Plotly.NET has no type of its own, or none that matters.</summary>
    public static DynamicObj.DynamicObj Of(params ReadOnlySpan<(string Name, object? Value)> properties) =>
        new DynamicObj.DynamicObj().With(properties);

    /// <summary>Plotly reads its texts as markup: <c>Task&lt;int&gt;</c> would lose its argument.</summary>
    public static string Text(string text) => ChartText.Clean(text)
        .Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal);

    /// <summary>As much of a text as fits into so many pixels.</summary>
    public static string Text(string text, double room) =>
        Text(ChartText.Fit(text, room, line => ChartText.Pixels(line, 12)));

    /// <summary>Markup in the quieter tone of captions and notes.</summary>
    public static string Quiet(string markup) => $"<span style=\"color:{ChartPalette.Quiet}\">{markup}</span>";
}
