namespace HonestAsync;

/// <summary>
/// Starts requests when they are due and times them from then on. If the service stalls, the load does not, and the
/// waits that a closed loop omits are in the figures.
/// </summary>
/// <remarks>
/// <para>On real time a dedicated thread starts what is due, in steps of about a millisecond; it needs no thread of the
/// pool, so a starved pool delays answers and not questions. What a request does before its first await runs on that
/// thread: if it blocks, later requests start late, the lag histogram shows it and the run is rejected.</para>
/// <para>On <see cref="VirtualTime"/> every start is exact. Called on an <see cref="EventLoop"/> that drives this clock
/// the run uses it; elsewhere it brings its own loop and is over when the call returns. Keep such requests on the
/// loop: virtual time does not wait for the pool, and a cancelled <c>Task.Delay</c> resumes there after
/// <c>ConfigureAwait(false)</c>. (It also cuts to whole milliseconds, on any clock.)</para>
/// <para>Cancelling (Ctrl+C) stops starting, cancels what is in flight, and returns the part that ran, marked
/// <see cref="LoadReport.Partial"/>; it does not throw.</para>
/// </remarks>
public static class OpenLoopLoad
{
    /// <summary>Runs a load of requests that succeed, or fail by throwing.</summary>
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

    /// <summary>Runs a load of requests that say how they ended, for example <see cref="RequestOutcome.Shed"/> for a 503.</summary>
    public static Task<OpenLoopReport> RunAsync(OpenLoop load, Func<LoadRequest, CancellationToken, Task<RequestOutcome>> request,
        TimeProvider? time = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(load);
        ArgumentNullException.ThrowIfNull(request);
        var run = new OpenLoopRun(load, request, time ?? TimeProvider.System, cancellationToken);
        return time is VirtualTime clock ? VirtualRun.DriveAsync(clock, run.OnLoopAsync) : run.OnOwnThreadAsync();
    }
}
