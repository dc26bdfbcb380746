namespace HonestAsync;

/// <summary>
/// Immutable chart data that renders itself as text or SVG. Rendering is pure: the same data gives the same characters
/// on every machine and in every culture. Thread-safe.
/// </summary>
[TypeFormatterSource(typeof(ChartFormatterSource), PreferredMimeTypes = ["text/html", "text/plain"])]
public abstract record Chart(string Title)
{
    private const int NarrowestText = 40;

    /// <summary>Renders for a terminal: no line is longer than <paramref name="width"/> columns or ends in a space.</summary>
    /// <exception cref="ArgumentException">The width is below 40 columns.</exception>
    public string ToText(int width = 80)
    {
        if (width < NarrowestText)
        {
            throw new ArgumentException(
                $"A chart needs {NarrowestText} columns, but was given {width}.", nameof(width));
        }

        return RenderText(width);
    }

    /// <summary>
    /// Renders an SVG of at most 15,000 bytes on its own light panel, readable on dark and light pages.
    /// If the data does not fit, items are left out and the picture states how many.
    /// </summary>
    public string ToSvg() => RenderSvg();

    /// <summary>Renders the chart as text of 80 columns.</summary>
    public sealed override string ToString() => ToText();

    private protected abstract string RenderText(int width);

    private protected abstract string RenderSvg();
}

/// <summary>
/// Rejects data that no chart can draw, when the data is created and not when it is drawn.
/// </summary>
internal static class ChartGuard
{
    public static double Amount(double value, string name) =>
        double.IsFinite(value) && value >= 0
            ? value
            : throw new ArgumentException(
                FormattableString.Invariant($"{name} must be a finite number of zero or more, but is {value}."), name);

    /// <summary>Copies the list, so that a later change to it does not change the chart.</summary>
    public static IReadOnlyList<T> Copy<T>(IReadOnlyList<T>? items, string name) =>
        items is null ? throw new ArgumentNullException(name) : [.. items];
}
