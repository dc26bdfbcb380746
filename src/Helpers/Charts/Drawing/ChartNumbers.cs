using System.Globalization;

namespace HonestAsync;

/// <summary>Formats numbers: three or four significant digits in labels, one decimal in coordinates.</summary>
internal static class ChartNumbers
{
    private static readonly (double Size, string Suffix)[] Suffixes =
        [(1e12, "T"), (1e9, "G"), (1e6, "M"), (1e3, "k")];

    public static string Label(double value) => Math.Abs(value) switch
    {
        0 => "0",
        >= 1e15 or < 1e-4 => value.ToString("0.##e0", CultureInfo.InvariantCulture),
        >= 99.95 => value.ToString("#,0", CultureInfo.InvariantCulture),
        >= 9.995 => value.ToString("0.#", CultureInfo.InvariantCulture),
        >= 1 => value.ToString("0.##", CultureInfo.InvariantCulture),
        _ => value.ToString("0.######", CultureInfo.InvariantCulture) is var text && text.Length > 6
            ? double.Parse(value.ToString("G3", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)
                .ToString("0.#######", CultureInfo.InvariantCulture)
            : text,
    };

    /// <summary>Formats a tick, which is round, with a suffix: 20k, 1.5M.</summary>
    public static string Tick(double value)
    {
        if (Math.Abs(value) >= 10_000)
        {
            foreach (var (size, suffix) in Suffixes)
            {
                if (Math.Abs(value) >= size)
                {
                    return (value / size).ToString("0.###", CultureInfo.InvariantCulture) + suffix;
                }
            }
        }

        return Math.Abs(value) is > 0 and < 1e-4
            ? value.ToString("0.##e0", CultureInfo.InvariantCulture)
            : value.ToString("#,0.######", CultureInfo.InvariantCulture);
    }

    public static string Coordinate(double value)
    {
        var rounded = Math.Round(value, 1, MidpointRounding.AwayFromZero);
        return (rounded == 0 ? 0 : rounded).ToString("0.#", CultureInfo.InvariantCulture);
    }

    public static string Coordinates(double x, double y) => $"{Coordinate(x)} {Coordinate(y)}";

    public static string Count(int count, string one) =>
        count == 1 ? $"1 {one}" : string.Create(CultureInfo.InvariantCulture, $"{count:N0} {one}s");
}
