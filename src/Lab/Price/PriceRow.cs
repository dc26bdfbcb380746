using System.Globalization;

namespace HonestAsync.Lab;

/// <summary>What something takes: the middle of what was seen, and how far it spread.</summary>
/// <param name="What">The way of getting a result.</param>
/// <param name="Nanoseconds">Mean or median of one.</param>
/// <param name="Error">Half the width of the interval around it.</param>
public sealed record PriceRow(string What, double Nanoseconds, double Error)
{
    /// <summary>Both at two significant figures.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{TwoFigures(Nanoseconds):#,0.##} ± {TwoFigures(Error):#,0.##}");

    /// <summary>The number at two significant figures: more would be noise.</summary>
    public static double TwoFigures(double value)
    {
        if (value == 0 || !double.IsFinite(value))
        {
            return value;
        }
        // a decimal: 0.1 times 3 is 0.3 there
        int places = 1 - (int)Math.Floor(Math.Log10(Math.Abs(value)));
        decimal unit = 1;
        for (int i = 0; i < Math.Abs(places); i++)
        {
            unit *= 10;
        }
        return (double)(places > 0 ? Math.Round((decimal)value * unit) / unit : Math.Round((decimal)value / unit) * unit);
    }
}
