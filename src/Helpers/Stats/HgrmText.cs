using System.Globalization;
using System.Text;

namespace HonestAsync;

/// <summary>
/// Formats a histogram as HdrHistogram's <c>.hgrm</c> text: percentiles with five steps per half of the distance to 100 %,
/// then mean, deviation, maximum and sizes. The columns are those of HdrHistogram.NET 2.5.0.
/// </summary>
internal static class HgrmText
{
    private const int StepsPerHalf = 5;
    private const double TicksPerUnit = TimeSpan.TicksPerMillisecond;

    /// <param name="histogram">One that no other thread changes meanwhile.</param>
    /// <param name="layout">Its layout.</param>
    public static string Of(LatencyHistogram histogram, BucketLayout layout)
    {
        var culture = CultureInfo.InvariantCulture;
        string precision = $"F{layout.Digits}";
        var text = new StringBuilder();
        text.Append(culture, $"{"Value",12} {"Percentile",14} {"TotalCount",10} {"1/(1-Percentile)",14}\n\n");
        foreach (var (value, level, seen) in Rows(histogram))
        {
            double share = level / 100;
            text.Append(culture, $"{Number(value.Ticks),12} {share,2:F12} {seen,10}");
            // the row of 100 % has three columns
            text.Append(level < 100 ? string.Create(culture, $" {1 / (1 - share),14:F2}\n") : "\n");
        }
        text.Append(culture, $"#[Mean    = {Number(histogram.Mean.Ticks),12}, ");
        text.Append(culture, $"StdDeviation   = {Number(Deviation(histogram, layout)),12}]\n");
        text.Append(culture, $"#[Max     = {Number(histogram.Max.Ticks),12}, Total count    = {histogram.Count,12}]\n");
        text.Append(culture, $"#[Buckets = {layout.PowersOfTwo,12}, SubBuckets     = {layout.PartsPerPower,12}]\n");
        return text.ToString();

        string Number(double ticks) => (ticks / TicksPerUnit).ToString(precision, culture);
    }

    /// <summary>The percentiles, each with the value that reaches it and how many values are not above that value.</summary>
    private static IEnumerable<(TimeSpan Value, double Level, long Seen)> Rows(LatencyHistogram histogram)
    {
        long all = histogram.Count;
        var (seen, step) = (0L, 0);
        foreach (var (upTo, count) in histogram.Buckets())
        {
            seen += count;
            while (seen < all && Level(step) <= 100.0 * seen / all)
            {
                yield return (upTo, Level(step++), seen);
            }
            if (seen == all)
            {
                yield return (upTo, Level(step), seen);
                yield return (upTo, 100, seen);
            }
        }
    }

    /// <summary>0, 10, … 40, then half as far apart from 50 on, from 75 on, and so forth; exact in binary.</summary>
    private static double Level(int step) =>
        100 - (Math.ScaleB(100.0 / (2 * StepsPerHalf), -(step / StepsPerHalf)) * ((2 * StepsPerHalf) - (step % StepsPerHalf)));

    private static double Deviation(LatencyHistogram histogram, BucketLayout layout)
    {
        double mean = histogram.Mean.Ticks;
        double squares = 0;
        foreach (var (upTo, count) in histogram.Buckets())
        {
            int index = layout.IndexOf(upTo.Ticks);
            double middle = index < layout.Length ? layout.MiddleAt(index) : upTo.Ticks;
            squares += count * Math.Pow(middle - mean, 2);
        }
        return histogram.Count == 0 ? 0 : Math.Sqrt(squares / histogram.Count);
    }
}
