using System.Globalization;

namespace HonestAsync;

/// <summary>
/// How much work on this machine waits for a CPU (Linux pressure stall information), and where it cannot be known,
/// why not. A timing taken under pressure measures the neighbours.
/// </summary>
/// <param name="ShareOfLast10Seconds">The share (0 to 1) of the last 10 s in which somebody waited for a CPU; null where unknown.</param>
/// <param name="Waited">The time since boot in which somebody waited; null where unknown.</param>
/// <param name="UnknownBecause">Why nothing is known; null where it is.</param>
public sealed record MachinePressure(double? ShareOfLast10Seconds, TimeSpan? Waited, string? UnknownBecause)
{
    private const string Source = "/proc/pressure/cpu";

    /// <summary>Reads <c>/proc/pressure/cpu</c> now. Inside a container the figures are the host's.</summary>
    public static MachinePressure Now() => From(Source);

    /// <summary>The share (0 to 1) of the <paramref name="elapsed"/> time between two readings in which somebody waited.</summary>
    /// <returns>Null where one of the readings knows nothing.</returns>
    public double? ShareSince(MachinePressure earlier, TimeSpan elapsed)
    {
        ArgumentNullException.ThrowIfNull(earlier);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(elapsed, TimeSpan.Zero);
        return Waited - earlier.Waited is { } waited ? Math.Clamp(waited / elapsed, 0, 1) : null;
    }

    /// <inheritdoc/>
    public override string ToString() => ShareOfLast10Seconds is { } share
        ? string.Create(CultureInfo.InvariantCulture, $"{share * 100:0} % of the last 10 s somebody waited for a CPU")
        : $"unknown: {UnknownBecause}";

    internal static MachinePressure From(string path)
    {
        try
        {
            return Parse(File.ReadLines(path).First());
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidOperationException
            or NotSupportedException)
        {
            return new MachinePressure(null, null, $"this system has no readable {path}");
        }
    }

    internal static MachinePressure Parse(string line)
    {
        var fields = line.Split(' ').Select(field => field.Split('=')).Where(field => field.Length == 2)
            .ToDictionary(field => field[0], field => field[1], StringComparer.Ordinal);
        return line.StartsWith("some ", StringComparison.Ordinal)
            && double.TryParse(fields.GetValueOrDefault("avg10"), CultureInfo.InvariantCulture, out double percent)
            && long.TryParse(fields.GetValueOrDefault("total"), CultureInfo.InvariantCulture, out long microseconds)
            ? new MachinePressure(percent / 100, TimeSpan.FromMicroseconds(microseconds), null)
            : new MachinePressure(null, null, $"its first line reads '{line}'");
    }
}
