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

    /// <summary>The background, painted around the letters so that lines behind them stop short.</summary>
    public string? Halo { get; init; }
}
