namespace HonestAsync;

/// <summary>The rectangle between the axes, in pixels.</summary>
internal sealed record LineFrame(double Left, double Top, double Right, double Bottom)
{
    public (double X, double Y) At((double X, double Y) share) =>
        (Left + (share.X * (Right - Left)), Bottom - (share.Y * (Bottom - Top)));
}
