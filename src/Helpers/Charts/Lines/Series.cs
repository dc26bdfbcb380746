namespace HonestAsync;

/// <summary>A named line through points, joined in the order given.</summary>
public sealed record Series(string Name, IReadOnlyList<Point> Points)
{
    /// <summary>In drawing order; any number, thinned where a picture would grow too large.</summary>
    public IReadOnlyList<Point> Points { get; init => field = ChartGuard.Copy(value, nameof(Points)); } =
        ChartGuard.Copy(Points, nameof(Points));

    internal bool HasPoints => Points.Count > 0;
}
