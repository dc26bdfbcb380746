using System.Text;

namespace HonestAsync;

/// <summary>The result of an open loop: its latencies, next to the service times that a closed-loop tool would report.</summary>
public sealed record OpenLoopReport : LoadReport
{
    /// <summary>Requests that were due during the run.</summary>
    public required int Planned { get; init; }

    /// <summary>
    /// Time from the <em>intended</em> start of each request: what users experience. Contains succeeded requests, and timed-out
    /// and unfinished ones with the time they had waited (without them the figures would look better than they are).
    /// </summary>
    public required LatencyHistogram Latency { get; init; }

    /// <summary>
    /// How late the generator itself was: from the intended start, or from the time a connection was free, to the actual start.
    /// </summary>
    public required LatencyHistogram Lag { get; init; }

    /// <summary>Why the figures must not be used; null if they may.</summary>
    public required string? RejectedBecause { get; init; }

    /// <summary>
    /// How long tasks of this machine waited for a CPU during a rejected run, in words, or why that is unknown. Null for an
    /// accepted run, and on virtual time, which no machine can delay.
    /// </summary>
    public string? Pressure { get; init; }

    /// <summary>
    /// True if the generator kept to its schedule. A partial run may be accepted, see <see cref="LoadReport.Partial"/>.
    /// </summary>
    public bool Accepted => RejectedBecause is null;

    /// <summary>The reason of a rejection with the pressure next to it; null for an accepted run.</summary>
    public string? Rejection => Pressure is null ? RejectedBecause : $"{RejectedBecause} ({Pressure})";

    /// <inheritdoc/>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.AppendLine($"requests      {Started:#,0} of {Planned:#,0} started; {Counts()}");
        text.AppendLine($"latency       {Latency} (from the intended start)");
        text.AppendLine($"service time  {ServiceTime} (from the actual start)");
        text.AppendLine($"lag           {Lag}");
        text.Append($"run           {(Accepted ? "accepted" : $"REJECTED: {Rejection}")}");
        return text.ToString();
    }
}
