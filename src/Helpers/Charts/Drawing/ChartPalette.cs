using System.Globalization;

namespace HonestAsync;

/// <summary>
/// The palette of Okabe and Ito, which is safe for colour-blind readers, ordered so that neighbours differ most. Its yellow
/// is left out, as it is too pale for the panel; darker shades follow after the seventh colour.
/// </summary>
internal static class ChartPalette
{
    public const string Panel = "#FBFAF7";
    public const string Band = "#F1EEE8";
    public const string Grid = "#E5E1D8";
    public const string Axis = "#A8A398";
    public const string Ink = "#1F2328";
    public const string Quiet = "#5B646D";
    public const string Alarm = "#A84300";
    public const string AlarmFill = "#FBE9DD";

    private static readonly string[] Hues =
        ["#0072B2", "#E69F00", "#009E73", "#CC79A7", "#D55E00", "#56B4E9", "#4D4D4D"];

    private static readonly string[] Lines =
        ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#4D4D4D"];

    private static readonly string[] LineTexts =
        ["#005F94", "#A84300", "#006B4E", "#93447A", "#855A00", "#1F6E9C", "#4D4D4D"];

    public static string Fill(int index) =>
        index / Hues.Length % 2 == 0 ? Hues[index % Hues.Length] : Darker(Hues[index % Hues.Length]);

    public static string Line(int index) => Lines[index % Lines.Length];

    /// <summary>The line's colour, darkened if it is too pale for letters on the panel.</summary>
    public static string LineText(int index) => LineTexts[index % LineTexts.Length];

    /// <summary>The dash pattern of a line: solid for the first seven, dashed for the next seven.</summary>
    public static string? Dash(int index) =>
        (index / Lines.Length % 3) switch { 0 => null, 1 => "6 3", _ => "2 3" };

    /// <summary>White or ink: the one with more contrast on the colour.</summary>
    public static string TextOn(string fill)
    {
        var luminance = (0.2126 * Linear(fill, 1)) + (0.7152 * Linear(fill, 3)) + (0.0722 * Linear(fill, 5));
        return 1.05 / (luminance + 0.05) >= 4.4 ? "#FFFFFF" : Ink;
    }

    private static string Darker(string colour) =>
        "#" + string.Concat(Half(colour, 1), Half(colour, 3), Half(colour, 5));

    private static string Half(string colour, int at) =>
        (Channel(colour, at) / 2).ToString("X2", CultureInfo.InvariantCulture);

    private static double Linear(string colour, int at)
    {
        var share = Channel(colour, at) / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.Pow((share + 0.055) / 1.055, 2.4);
    }

    private static int Channel(string colour, int at) => Convert.ToInt32(colour.Substring(at, 2), 16);
}
