using System.Text;

namespace HonestAsync;

/// <summary>What a closed loop measured: service time only, for waits before the start do not exist in it.</summary>
public sealed record ClosedLoopReport : LoadReport
{
    /// <summary>How many users asked.</summary>
    public required int Users { get; init; }

    /// <summary>
    /// The view that fills in what coordinated omission hid, had the users meant to ask <paramref name="rate"/> times a
    /// second altogether. A reconstruction: <see cref="OpenLoopLoad"/> measures it.
    /// </summary>
    public LatencyHistogram Corrected(double rate)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rate);
        return ServiceTime.Corrected(TimeSpan.FromSeconds(Users / rate));
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.AppendLine($"requests      {Started:#,0} by {Users:#,0} users; {Counts()}{(Partial ? "; PARTIAL: the run was cancelled" : "")}");
        text.Append($"service time  {ServiceTime} (from the actual start)");
        return text.ToString();
    }
}
