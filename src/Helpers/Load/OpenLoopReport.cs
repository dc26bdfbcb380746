using System.Text;

namespace HonestAsync;

/// <summary>What an open loop measured, with what a closed-loop tool would have printed beside it.</summary>
public sealed record OpenLoopReport : LoadReport
{
    /// <summary>Requests that were meant to start.</summary>
    public required int Planned { get; init; }

    /// <summary>
    /// From the <em>intended</em> start: what users feel. Succeeded, timed-out and unfinished requests, the latter two
    /// with what they had waited (leaving them out would flatter).
    /// </summary>
    public required LatencyHistogram Latency { get; init; }

    /// <summary>How late the generator itself was: from the intended start, or from when a connection was free, to the actual one.</summary>
    public required LatencyHistogram Lag { get; init; }

    /// <summary>Why the run must not be used; null when it may.</summary>
    public required string? RejectedBecause { get; init; }

    /// <summary>The generator kept up with its own plan. A partial run may be accepted: see <see cref="LoadReport.Partial"/>.</summary>
    public bool Accepted => RejectedBecause is null;

    /// <inheritdoc/>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.AppendLine($"requests      {Started:#,0} of {Planned:#,0} started; {Counts()}{(Partial ? "; PARTIAL: the run was cancelled" : "")}");
        text.AppendLine($"latency       {Latency} (from the intended start)");
        text.AppendLine($"service time  {ServiceTime} (from the actual start)");
        text.AppendLine($"lag           {Lag}");
        text.Append($"run           {(Accepted ? "accepted" : $"REJECTED: {RejectedBecause}")}");
        return text.ToString();
    }
}
