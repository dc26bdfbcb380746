namespace HonestAsync.Helpers.Tests.Charts;

/// <summary>Data at the limits of what the charts can draw.</summary>
internal static class EdgeCases
{
    private const string Long = "an operation whose name goes on & on: Task<IReadOnlyDictionary<string, \"x\">> and then some more words";

    public static IReadOnlyDictionary<string, Chart> All { get; } = new Dictionary<string, Chart>(StringComparer.Ordinal)
    {
        ["no bars"] = new BarChart("No bars", "ms", []),
        ["one bar"] = new BarChart("One bar", "ms", [new("only", 12.34)]),
        ["only zeros"] = new BarChart("Zeros", "calls", [new("a", 0), new("b", 0, "never called")]),
        ["tiny next to huge"] = new BarChart("From a nanosecond to a year", "s", [new("tiny", 1e-9), new("huge", 31_536_000), new("beyond", 1e18)]),
        ["long labels"] = new BarChart(Long + " " + Long, Long, [new(Long, 5, Long), new("short", 2, Long), new("漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字", 3), new("ctrl\u0001\ud800 tab\tx", 4)]),
        ["labels alike at the start"] = new BarChart("Alike", "ms", [.. Enumerable.Range(0, 6).Select(i => new Bar(Long + (i % 3 == 0 ? " end" : $" {i / 3} ") + Long + i, i))]),
        ["no bars on a log axis"] = new BarChart("No bars", "ms", []) { Scale = AxisScale.Log },
        ["zeros among dots"] = new BarChart("Zeros", "", [new("none", 0, "never called"), new("some", 3), new("none either", 0)]) { Scale = AxisScale.Log },
        ["dots from a nanosecond to a year"] = new BarChart(Long, Long, [new("tiny", 1e-9, Long), new(Long, 31_536_000, Long), new("beyond", 1e18)]) { Scale = AxisScale.Log },
        ["500 dots"] = new BarChart("Five hundred", "ms", [.. Enumerable.Range(0, 500).Select(i => new Bar($"dot {i}", i, "note"))]) { Scale = AxisScale.Log },
        ["500 bars"] = new BarChart("Five hundred", "ms", [.. Enumerable.Range(0, 500).Select(i => new Bar($"bar {i}", i, "note"))]),
        ["no series"] = new LineChart("No series", "x", "y", []),
        ["an empty series"] = new LineChart("Empty series", "x", "y", [new("none", []), new("some", [new(1, 2), new(2, 3)])]),
        ["one point"] = new LineChart("One point", "x", "y", [new("dot", [new(3, 7)])]),
        ["all points zero"] = new LineChart("Zeros", "x", "y", [new("flat", [new(0, 0), new(1, 0)])]),
        ["zeros on a log axis"] = new LineChart("Zeros on a log axis", "n", "ms", [new("a", [new(0, 0), new(1, 1), new(10, 8), new(1e5, 900)])]) { XScale = AxisScale.Log, YScale = AxisScale.Log },
        ["only zeros on a log axis"] = new LineChart("Zeros only", "n", "ms", [new("a", [new(0, 0)])]) { YScale = AxisScale.Log },
        ["20,000 points"] = new LineChart("Many points", Long, Long, [.. Enumerable.Range(0, 3).Select(s => new Series(Long, [.. Enumerable.Range(0, 20_000).Select(i => new Point(i, (s + 1) * 1000 * (1 + Math.Sin(i / 900.0))))]))]),
        ["16 series"] = new LineChart("Sixteen series", "x", "y", [.. Enumerable.Range(0, 16).Select(s => new Series($"series {s}", [new(0, 0), new(10, s % 3), new(20, s)]))]),
        ["lines that end early"] = new LineChart("Lines that end early", "s", "requests", [.. Enumerable.Range(1, 9).Select(s => new Series($"series {s} {(s % 4 == 0 ? Long : "")}", [new(0, 0), new(s * 5, s % 4 * 10), new(s * 10, s % 3 * 10)]))]),
        ["far from zero"] = new LineChart("Far from zero", "n", "ms", [new("a", [new(1_000_000, 99_000), new(1_000_010, 100_000)])]),
        ["no curves"] = new PercentileChart("No curves", []),
        ["an empty curve"] = new PercentileChart("Empty curve", [new("nothing recorded", new LatencyHistogram())]),
        ["a curve of one value"] = new PercentileChart(Long, [new(Long, OneValue())]),
        ["no spans"] = new TimelineChart("No spans", "ms", []),
        ["one span without length"] = new TimelineChart("An instant", "ms", [new("main", "tick", 5, 5)]),
        ["only a mark"] = new TimelineChart("Only a mark", "ms", [], [new("main", "now", 5)]),
        ["overlapping spans"] = new TimelineChart("Overlap", "ms", [.. Enumerable.Range(0, 6).Select(i => new LaneSpan("loop", $"request {i}", i * 2, 10 + (i * 3)))]),
        ["instants"] = new TimelineChart("Instants", "ms", [.. Enumerable.Range(0, 12).Select(i => new LaneSpan($"lane {i % 3}", $"answer {i % 4}", i * i, i * i)), new("lane 4", "last", 121, 121)]),
        ["crowded marks"] = new TimelineChart("Crowded marks", "ms", [new("main", "work", 0, 100)], [.. Enumerable.Range(0, 8).Select(i => new LaneMark("main", $"timer {i} was due long ago", 10 + (i * 11)))]),
        ["8 lanes with long names"] = new TimelineChart(Long, Long, [.. Enumerable.Range(0, 24).Select(i => new LaneSpan($"{i % 8} {Long}", $"{i % 12} {Long}", i, i + 4, Long))]),
        ["5,000 spans"] = new TimelineChart("Five thousand spans", "µs", [.. Enumerable.Range(0, 5000).Select(i => new LaneSpan($"thread {i % 8}", $"op {i % 5}", i, i + 5 + (i % 3)))]),
        ["no participants"] = new SequenceDiagram("No participants", [], []),
        ["no messages"] = new SequenceDiagram("Silence", ["a", "b"], []),
        ["40 messages"] = new SequenceDiagram("Forty messages", ["a", "b", "c", "d", "e"], [.. Enumerable.Range(0, 40).Select(i => new Message("abcde"[i % 5].ToString(), "abcde"[i * 2 % 5].ToString(), $"message {i}", i % 9 == 0))], Long),
        ["400 messages"] = new SequenceDiagram("Four hundred messages", ["a", "b"], [.. Enumerable.Range(0, 400).Select(i => new Message(i % 2 == 0 ? "a" : "b", i % 2 == 0 ? "b" : "a", $"message {i}"))], "done"),
        ["long texts"] = new SequenceDiagram(Long, ["first " + Long, "second " + Long], [new("first " + Long, "second " + Long, Long + Long), new("second " + Long, "second " + Long, Long + Long, true), new("first " + Long, "second " + Long, "")], Long + Long + Long + Long),
    };

    private static LatencyHistogram OneValue()
    {
        var histogram = new LatencyHistogram();
        histogram.Record(TimeSpan.FromMilliseconds(3));
        return histogram;
    }
}
