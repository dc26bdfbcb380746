using System.Runtime.InteropServices;

namespace HonestAsync;

/// <summary>One request of a <see cref="QueueRun"/>.</summary>
/// <param name="Arrived">Its first arrival.</param>
/// <param name="Started">When its last try began to be worked on; when it ended if it never was.</param>
/// <param name="Ended">When it was answered, shed or given up; the end of the run if it is unfinished.</param>
/// <param name="Outcome">How it ended: never <see cref="RequestOutcome.Failed"/>.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct QueuedRequest(TimeSpan Arrived, TimeSpan Started, TimeSpan Ended, RequestOutcome Outcome)
{
    /// <summary>From first arrival to the end.</summary>
    public TimeSpan Latency => Ended - Arrived;
}
