namespace HonestAsync;

/// <summary>
/// A closed-loop load generator, as wrk and hey are: N users in a loop. It finds the highest throughput. Use it for
/// comparison only: its percentiles omit the waits of requests not sent during a stall (coordinated omission).
/// </summary>
/// <remarks>
/// On real time the users run on the thread pool; on <see cref="VirtualTime"/> they run as in <see cref="OpenLoopLoad"/>.
/// Cancelling does not throw: it returns the part that ran, marked <see cref="LoadReport.Partial"/>.
/// </remarks>
public static class ClosedLoopLoad
{
    /// <summary>Runs a load of requests that succeed, or throw if they fail.</summary>
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

    /// <summary>Runs a load of requests that return their outcome.</summary>
    public static Task<ClosedLoopReport> RunAsync(ClosedLoop load,
        Func<LoadRequest, CancellationToken, Task<RequestOutcome>> request,
        TimeProvider? time = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(load);
        ArgumentNullException.ThrowIfNull(request);
        var run = new ClosedLoopRun(load, request, time ?? TimeProvider.System, cancellationToken);
        return time is VirtualTime clock
            ? VirtualRun.DriveAsync(clock, run.RunAsync)
            : Task.Run(run.RunAsync, CancellationToken.None);
    }
}
