using System.Diagnostics;
using System.Globalization;

namespace HonestAsync;

/// <summary>
/// CPU pressure of this machine: the share of time in which at least one task waited for a CPU (Linux pressure stall
/// information). A timing taken under pressure measures the other processes, too.
/// </summary>
/// <param name="ShareOfLast10Seconds">That share of the last 10 s, 0 to 1; null where unknown.</param>
/// <param name="Waited">The time since boot in which a task waited for a CPU; null where unknown.</param>
/// <param name="UnknownBecause">The reason if the pressure is unknown, else null.</param>
public sealed record MachinePressure(double? ShareOfLast10Seconds, TimeSpan? Waited, string? UnknownBecause)
{
    private const string Source = "/proc/pressure/cpu";

    /// <summary>Reads <c>/proc/pressure/cpu</c>. Inside a container the figures are the host's.</summary>
    public static MachinePressure Now() => From(Source);

    /// <summary>The share (0 to 1) of the time between two readings in which a task waited for a CPU.</summary>
    /// <param name="earlier">The first reading.</param>
    /// <param name="elapsed">The real time between the readings.</param>
    /// <returns>Null if one of the readings is unknown.</returns>
    public double? ShareSince(MachinePressure earlier, TimeSpan elapsed)
    {
        ArgumentNullException.ThrowIfNull(earlier);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(elapsed, TimeSpan.Zero);
        return Waited - earlier.Waited is { } waited ? Math.Clamp(waited / elapsed, 0, 1) : null;
    }

    /// <inheritdoc/>
    public override string ToString() => ShareOfLast10Seconds is { } share
        ? $"a task waited for a CPU in {Percent(share)} % of the last 10 s"
        : Unknown(UnknownBecause);

    /// <summary><see cref="ShareSince"/> in words, for the report of a run.</summary>
    internal string DuringRun(MachinePressure before, TimeSpan elapsed) => ShareSince(before, elapsed) is { } share
        ? $"a task waited for a CPU in {Percent(share)} % of the run"
        : Unknown(UnknownBecause ?? before.UnknownBecause);

    internal static MachinePressure From(string path)
    {
        try
        {
            return Parse(File.ReadLines(path).First());
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidOperationException
            or NotSupportedException)
        {
            return new MachinePressure(null, null, $"no readable {path}");
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
            : new MachinePressure(null, null, $"its first line is '{line}'");
    }

    private static string Percent(double share) => (share * 100).ToString("0", CultureInfo.InvariantCulture);

    private static string Unknown(string? reason) => $"CPU pressure unknown: {reason}";
}

/// <summary>Measures the CPU pressure of a run in real time, from its creation on.</summary>
internal sealed class PressureMeter
{
    private readonly MachinePressure _start = MachinePressure.Now();
    private readonly long _began = Stopwatch.GetTimestamp();

    /// <summary>The pressure since the start, in words, or why it is unknown.</summary>
    public string SinceStart() => MachinePressure.Now().DuringRun(_start, Stopwatch.GetElapsedTime(_began));
}
