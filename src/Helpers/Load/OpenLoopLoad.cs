namespace HonestAsync;

/// <summary>
/// An open-loop load generator: starts requests when they are due, and measures latency from that time. If the service
/// stalls, the load does not, so the latencies contain the waits that a closed loop omits.
/// </summary>
/// <remarks>
/// <para>On real time a dedicated thread starts requests, in steps of about a millisecond. It needs no pool thread, so a
/// starved thread pool delays answers but not requests. The code of a request before its first await runs on that thread:
/// if it blocks, later requests start late, the lag histogram shows it and the run is rejected.</para>
/// <para>On <see cref="VirtualTime"/> every start is exact. If called on an <see cref="EventLoop"/> that drives this clock,
/// the run uses that loop; otherwise it creates one and has ended when the call returns. Keep such requests on the loop:
/// virtual time does not wait for the thread pool, where a cancelled <c>Task.Delay</c> resumes after
/// <c>ConfigureAwait(false)</c>. (<c>Task.Delay</c> also cuts to whole milliseconds, on any clock.)</para>
/// <para>Cancelling (Ctrl+C) does not throw: it starts no further request, cancels those in flight, and returns the part
/// that ran, marked <see cref="LoadReport.Partial"/>.</para>
/// </remarks>
public static class OpenLoopLoad
{
    /// <summary>Runs a load of requests that succeed, or throw if they fail.</summary>
    public static Task<OpenLoopReport> RunAsync(OpenLoop load, Func<LoadRequest, CancellationToken, Task> request,
        TimeProvider? time = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return RunAsync(load, async (which, token) =>
        {
            await request(which, token);
            return RequestOutcome.Succeeded;
        }, time, cancellationToken);
    }

    /// <summary>Runs a load of requests that return their outcome, e.g. <see cref="RequestOutcome.Shed"/> for a 503.</summary>
    public static Task<OpenLoopReport> RunAsync(OpenLoop load,
        Func<LoadRequest, CancellationToken, Task<RequestOutcome>> request,
        TimeProvider? time = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(load);
        ArgumentNullException.ThrowIfNull(request);
        var run = new OpenLoopRun(load, request, time ?? TimeProvider.System, cancellationToken);
        return time is VirtualTime clock ? VirtualRun.DriveAsync(clock, run.OnLoopAsync) : run.OnOwnThreadAsync();
    }
}
