using System.Text;

namespace HonestAsync;

/// <summary>The result of a closed loop: it has service times only, as no request is ever late.</summary>
public sealed record ClosedLoopReport : LoadReport
{
    /// <summary>The number of users.</summary>
    public required int Users { get; init; }

    /// <summary>
    /// The service times with the waits that coordinated omission hid, if all users together should have sent
    /// <paramref name="rate"/> requests per second. This reconstructs what <see cref="OpenLoopLoad"/> measures.
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
        text.AppendLine($"requests      {Started:#,0} by {Users:#,0} users; {Counts()}");
        text.Append($"service time  {ServiceTime} (from the actual start)");
        return text.ToString();
    }
}
