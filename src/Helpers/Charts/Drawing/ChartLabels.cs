namespace HonestAsync;

/// <summary>Fits labels into lines: wraps before it cuts, and never cuts different labels to the same text.</summary>
internal static class ChartLabels
{
    private const int LongestHead = 14;
    private const double LineHeight = 13;

    public static List<List<string>> Fit(IReadOnlyList<string> labels, int columns) =>
        Fit(labels, columns, 2, line => ChartText.Columns(line));

    public static List<List<string>> Fit(
        IReadOnlyList<string> labels, double room, int most, Func<string, double> measure)
    {
        List<string> clean = [.. labels.Select(ChartText.Clean)];
        List<List<string>> shown = [.. clean.Select(label => ChartText.WrapEvenly(label, room, most, measure))];
        foreach (var alike in Alike(clean, shown))
        {
            var start = FirstDifference([.. alike.Select(i => clean[i])]);
            alike.ForEach(i => shown[i] = [.. most == 1 ? [] : new[] { ChartText.Fit(clean[i], room, measure) },
                .. ChartText.Wrap($"…{clean[i][start..]}", room, Math.Max(1, most - 1), measure)]);
        }

        // same ends, too: number them
        foreach (var i in Alike(clean, shown).SelectMany(alike => alike))
        {
            shown[i] = ChartText.Wrap($"{ChartNumbers.Label(i + 1)}: {clean[i]}", room, most, measure);
        }

        return shown;
    }

    /// <summary>
    /// Right-aligns the lines at <paramref name="right"/>, around the baseline; hovering shows a cut label in full.
    /// </summary>
    public static void Draw(SvgCanvas canvas, double right, double baseline, List<string> lines, string whole)
    {
        var isCut = !string.Equals(string.Join(' ', lines), ChartText.Clean(whole), StringComparison.Ordinal);
        foreach (var (i, line) in lines.Index())
        {
            canvas.Text(right, baseline + ((i - ((lines.Count - 1) / 2.0)) * LineHeight), line,
                new() { Anchor = "end", Hover = isCut && i == 0 ? whole : null });
        }
    }

    private static List<List<int>> Alike(List<string> labels, List<List<string>> shown) =>
        [.. shown.Index()
            .GroupBy(item => string.Join('\n', item.Item), item => item.Index, StringComparer.Ordinal)
            .Where(group => group.Select(i => labels[i]).Distinct(StringComparer.Ordinal).Skip(1).Any())
            .Select(group => group.ToList())];

    /// <summary>The start of the first word that differs or, in a long word, of the difference.</summary>
    private static int FirstDifference(List<string> labels)
    {
        var common = labels.Aggregate(labels[0].Length, (length, label) =>
            Math.Min(length, labels[0].AsSpan().CommonPrefixLength(label)));
        var word = labels[0].LastIndexOf(' ', Math.Max(0, common - 1)) + 1;
        return common - word <= LongestHead ? word
            : char.IsLowSurrogate(labels.First(label => label.Length > common)[common]) ? common - 1
            : common;
    }
}
