using System.Text;

namespace HonestAsync;

/// <summary>
/// Writes an SVG of fixed width. Attributes only: code hosts strip style sheets and scripts, and identifiers would collide
/// on a page with two pictures.
/// </summary>
internal sealed class SvgCanvas
{
    public const double Width = 720;
    public const double Margin = 24;
    public const double Right = Width - Margin;
    private const string Fonts =
        "font-family=\"system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif\" "
        + $"font-size=\"12\" fill=\"{ChartPalette.Ink}\"";

    private const string Panel =
        $"rx=\"8\" fill=\"{ChartPalette.Panel}\" stroke=\"#808080\" stroke-opacity=\"0.3\"";

    private readonly StringBuilder _body = new();
    private readonly string _title;

    public SvgCanvas(string title, string? caption = null)
    {
        _title = ChartText.Clean(title);
        var y = 14.0;
        foreach (var line in ChartText.Wrap(_title, Right - Margin, 2, text => ChartText.Pixels(text, 16, bold: true)))
        {
            y += 21;
            Text(Margin, y, line, new() { Size = 16, Bold = true });
        }

        if (!string.IsNullOrWhiteSpace(caption))
        {
            y += 19;
            Text(Margin, y, caption, new() { Fill = ChartPalette.Quiet, Room = Right - Margin });
        }

        Top = y + 20;
    }

    /// <summary>The Y at which the drawing begins, below the title.</summary>
    public double Top { get; }

    public void Rect(double x, double y, double width, double height, string fill, double round = 0,
        string? stroke = null, string? title = null)
    {
        Open("rect", ("x", x), ("y", y), ("width", width), ("height", height));
        Attribute("rx", round);
        Attribute("fill", fill);
        Attribute("stroke", stroke);
        Close("rect", title);
    }

    public void Line(double x1, double y1, double x2, double y2, string stroke, double width = 1, string? dash = null)
    {
        Open("line", ("x1", x1), ("y1", y1), ("x2", x2), ("y2", y2));
        Attribute("stroke", stroke);
        Attribute("stroke-width", width == 1 ? 0 : width);
        Attribute("stroke-dasharray", dash);
        Close("line");
    }

    public void Shape(string path, string fill, string? stroke = null, double width = 0, string? dash = null,
        string? title = null)
    {
        _body.Append("<path d=\"").Append(path).Append('"');
        Attribute("fill", fill);
        Attribute("stroke", stroke);
        Attribute("stroke-width", width);
        Attribute("stroke-dasharray", dash);
        Attribute("stroke-linejoin", stroke is not null && fill is "none" ? "round" : null);
        Close("path", title);
    }

    public void Text(double x, double y, string text, SvgText style)
    {
        var shown = ChartText.Fit(text, style.Room, line => ChartText.Pixels(line, style.Size, style.Bold));
        if (style.Halo is not null && shown.Length > 0)
        {
            Halo(x, y, shown, style, style.Halo);
        }

        Open("text", ("x", x), ("y", y));
        Attribute("font-size", style.Size == 12 ? 0 : style.Size);
        Attribute("font-weight", style.Bold ? "600" : null);
        Attribute("fill", style.Fill);
        Attribute("text-anchor", style.Anchor);
        _body.Append('>').Append(Escape(shown));
        Hover(style.Hover ?? (shown.Length < text.Length ? text : null));
        _body.Append("</text>\n");
    }

    /// <summary>Ends a picture without data, with the reason.</summary>
    public string FinishEmpty(string why)
    {
        Text(Margin, Top + 8, why, new() { Fill = ChartPalette.Quiet, Room = Right - Margin });
        return Finish(Top + 32);
    }

    public string Finish(double height)
    {
        var (w, h) = (ChartNumbers.Coordinate(Width), ChartNumbers.Coordinate(Math.Ceiling(height)));
        var inner = (Width: ChartNumbers.Coordinate(Width - 1),
            Height: ChartNumbers.Coordinate(Math.Ceiling(height) - 1));
        return $"""
            <svg xmlns="http://www.w3.org/2000/svg" width="{w}" height="{h}" viewBox="0 0 {w} {h}" role="img" {Fonts}>
            <title>{Escape(ChartText.Fit(_title, 200))}</title>
            <rect x="0.5" y="0.5" width="{inner.Width}" height="{inner.Height}" {Panel}/>
            {_body}</svg>
            """.ReplaceLineEndings("\n");
    }

    /// <summary>Draws a rectangle: sanitisers drop paint-order, and a stroke would then cover its own letters.</summary>
    private void Halo(double x, double y, string shown, SvgText style, string fill)
    {
        var width = ChartText.Pixels(shown, style.Size, style.Bold) + 4;
        var left = style.Anchor switch { "middle" => x - (width / 2), "end" => x - width + 2, _ => x - 2 };
        Rect(left, y - (style.Size * 0.9), width, style.Size * 1.2, fill);
    }

    private static string Escape(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal).Replace("\"", "&quot;", StringComparison.Ordinal);

    private void Open(string name, params ReadOnlySpan<(string Name, double Value)> numbers)
    {
        _body.Append('<').Append(name);
        foreach (var (attribute, value) in numbers)
        {
            _body.Append(' ').Append(attribute).Append("=\"").Append(ChartNumbers.Coordinate(value)).Append('"');
        }
    }

    private void Attribute(string name, double value) =>
        Attribute(name, value == 0 ? null : ChartNumbers.Coordinate(value));

    private void Attribute(string name, string? value)
    {
        if (value is not null)
        {
            _body.Append(' ').Append(name).Append("=\"").Append(value).Append('"');
        }
    }

    private void Close(string name, string? title = null)
    {
        if (title is null)
        {
            _body.Append("/>\n");
            return;
        }

        _body.Append('>');
        Hover(title);
        _body.Append("</").Append(name).Append(">\n");
    }

    private void Hover(string? text)
    {
        if (text is not null)
        {
            _body.Append("<title>").Append(Escape(ChartText.Fit(text, 200))).Append("</title>");
        }
    }
}

/// <summary>The style of a text. Text wider than its room ends in an ellipsis; hovering shows it in full.</summary>
internal sealed record SvgText
{
    public double Size { get; init; } = 12;

    public bool Bold { get; init; }

    /// <summary>The colour; ink by default.</summary>
    public string? Fill { get; init; }

    /// <summary>"middle" or "end"; null starts at the given point.</summary>
    public string? Anchor { get; init; }

    public double Room { get; init; } = SvgCanvas.Width;

    /// <summary>The background, painted behind the letters so that lines stop short of them.</summary>
    public string? Halo { get; init; }

    /// <summary>The full text if only a line of it is drawn, else null.</summary>
    public string? Hover { get; init; }
}

/// <summary>Limits the size of pictures, for notebooks under version control.</summary>
internal static class SvgBudget
{
    public const int Bytes = 15_000;

    public static bool Fits(string svg) => Encoding.UTF8.GetByteCount(svg) <= Bytes;

    /// <summary>Draws as many items as fit; <paramref name="draw"/> receives the number to keep.</summary>
    public static string Draw(int count, Func<int, string> draw)
    {
        var whole = draw(count);
        if (Fits(whole))
        {
            return whole;
        }

        var (fits, tooMany) = (0, count);
        while (tooMany - fits > 1)
        {
            var half = (fits + tooMany) / 2;
            (fits, tooMany) = Fits(draw(half)) ? (half, tooMany) : (fits, half);
        }

        return draw(fits);
    }
}
