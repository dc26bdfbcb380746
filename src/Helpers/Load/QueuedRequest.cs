using System.Runtime.InteropServices;

namespace HonestAsync;

/// <summary>One request of a <see cref="QueueRun"/>.</summary>
/// <param name="Arrived">When it first arrived.</param>
/// <param name="Started">When the service of its last try started; when it ended if no service started.</param>
/// <param name="Ended">When it was answered, shed or timed out; the end of the run if it is unfinished.</param>
/// <param name="Outcome">How it ended: never <see cref="RequestOutcome.Failed"/>.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct QueuedRequest(TimeSpan Arrived, TimeSpan Started, TimeSpan Ended, RequestOutcome Outcome)
{
    /// <summary>The time from the first arrival to the end.</summary>
    public TimeSpan Latency => Ended - Arrived;
}
