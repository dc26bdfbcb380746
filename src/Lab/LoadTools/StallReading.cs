namespace HonestAsync.Lab;

/// <summary>The figures of one load tool for a service that stalls periodically.</summary>
/// <param name="Tool">The tool's name.</param>
/// <param name="Requests">The number of its requests.</param>
/// <param name="P99">Its 99th percentile.</param>
/// <param name="Longest">Its maximum.</param>
/// <param name="Slow">Requests above the limit; null where the tool does not print it.</param>
public sealed record StallReading(string Tool, long Requests, TimeSpan P99, TimeSpan Longest, long? Slow)
{
    /// <summary>Slow requests per thousand; null where the tool does not print it.</summary>
    public double? SlowOfThousand => Slow * 1_000.0 / Requests;

    /// <summary>Takes the figures from a histogram.</summary>
    public static StallReading Of(string tool, LatencyHistogram times, TimeSpan limit)
    {
        ArgumentNullException.ThrowIfNull(times);
        return new(tool, times.Count, times.Percentile(99), times.Max, times.CountAbove(limit));
    }

    /// <summary>Makes a table of readings, in milliseconds.</summary>
    public static TextTable Table(IEnumerable<StallReading> readings, TimeSpan limit)
    {
        ArgumentNullException.ThrowIfNull(readings);
        return readings.Aggregate(
            TextTable.Of("who measures", "requests", "p99, ms", "longest, ms", $"above {limit.TotalMilliseconds:0} ms, of 1,000"),
            (table, reading) => table.Row(
                reading.Tool, reading.Requests, reading.P99.TotalMilliseconds, reading.Longest.TotalMilliseconds,
                reading.SlowOfThousand is { } slow ? $"{slow:0.#}" : "not printed"));
    }
}
