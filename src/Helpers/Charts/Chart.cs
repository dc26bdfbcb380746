namespace HonestAsync;

/// <summary>
/// Plain, immutable data that draws itself. Drawing is pure: the same data gives the same characters on every
/// machine and in every culture.
/// </summary>
[TypeFormatterSource(typeof(ChartFormatterSource), PreferredMimeTypes = ["text/html", "text/plain"])]
public abstract record Chart(string Title)
{
    private const int NarrowestText = 40;

    /// <summary>For a terminal: no line is longer than <paramref name="width"/> or ends in a space.</summary>
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
    /// A picture of at most 15,000 bytes on its own light panel, so that it reads on dark and light pages alike.
    /// What does not fit is left out, and the picture says how much.
    /// </summary>
    public string ToSvg() => RenderSvg();

    /// <summary>The chart at 80 columns.</summary>
    public sealed override string ToString() => ToText();

    private protected abstract string RenderText(int width);

    private protected abstract string RenderSvg();
}

/// <summary>
/// Refuses data that no chart can draw honestly, where it is made and not where it is drawn.
/// </summary>
internal static class ChartGuard
{
    public static double Amount(double value, string name) =>
        double.IsFinite(value) && value >= 0
            ? value
            : throw new ArgumentException(
                FormattableString.Invariant($"{name} must be a finite number of zero or more, but is {value}."), name);

    /// <summary>A copy, so that a list changed later does not change the chart.</summary>
    public static IReadOnlyList<T> Copy<T>(IReadOnlyList<T>? items, string name) =>
        items is null ? throw new ArgumentNullException(name) : [.. items];
}
