namespace HonestAsync;

/// <summary>How text is set; what is wider than its room ends in an ellipsis and is whole on hover.</summary>
internal sealed record SvgText
{
    public double Size { get; init; } = 12;

    public bool Bold { get; init; }

    /// <summary>Ink unless said otherwise.</summary>
    public string? Fill { get; init; }

    /// <summary>"middle" or "end"; null starts at the given point.</summary>
    public string? Anchor { get; init; }

    public double Room { get; init; } = SvgCanvas.Width;

    /// <summary>The background, painted behind the letters so that lines stop short of them.</summary>
    public string? Halo { get; init; }

    /// <summary>The whole text where a line of it is drawn; null for a text that stands alone.</summary>
    public string? Hover { get; init; }
}
