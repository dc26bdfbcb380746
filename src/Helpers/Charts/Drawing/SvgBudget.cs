using System.Text;

namespace HonestAsync;

/// <summary>Keeps pictures small enough for notebooks under version control.</summary>
internal static class SvgBudget
{
    public const int Bytes = 15_000;

    public static bool Fits(string svg) => Encoding.UTF8.GetByteCount(svg) <= Bytes;

    /// <summary>Draws as many items as fit; <paramref name="draw"/> gets the number to keep.</summary>
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
