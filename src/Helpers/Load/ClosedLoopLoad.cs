namespace HonestAsync;

/// <summary>
/// N users in a loop, as in wrk or hey. Kept for comparison: it finds the highest throughput, and its percentiles leave
/// out the waits of those who would have come during a stall (coordinated omission).
/// </summary>
/// <remarks>
/// On real time users run on the thread pool, as clients in such a tool do; on <see cref="VirtualTime"/> as
/// <see cref="OpenLoopLoad"/> does. Cancelling returns the part that ran, marked <see cref="LoadReport.Partial"/>.
/// </remarks>
public static class ClosedLoopLoad
{
    /// <summary>Runs a load of requests that succeed, or fail by throwing.</summary>
    public static Task<ClosedLoopReport> RunAsync(ClosedLoop load, Func<LoadRequest, CancellationToken, Task> request,
        TimeProvider? time = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return RunAsync(load, async (which, token) =>
        {
            await request(which, token);
            return RequestOutcome.Succeeded;
        }, time, cancellationToken);
    }

    /// <summary>Runs a load of requests that say how they ended.</summary>
    public static Task<ClosedLoopReport> RunAsync(ClosedLoop load, Func<LoadRequest, CancellationToken, Task<RequestOutcome>> request,
        TimeProvider? time = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(load);
        ArgumentNullException.ThrowIfNull(request);
        var run = new ClosedLoopRun(load, request, time ?? TimeProvider.System, cancellationToken);
        return time is VirtualTime clock ? VirtualRun.DriveAsync(clock, run.RunAsync) : Task.Run(run.RunAsync, CancellationToken.None);
    }
}
