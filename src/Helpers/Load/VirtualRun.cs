namespace HonestAsync;

/// <summary>Provides the event loop that virtual time needs.</summary>
internal static class VirtualRun
{
    /// <summary>Runs on the current event loop, or to completion on a new one that drives <paramref name="clock"/>.</summary>
    public static Task<T> DriveAsync<T>(VirtualTime clock, Func<Task<T>> run)
    {
        if (SynchronizationContext.Current is EventLoop)
        {
            return run();
        }
        try
        {
            return Task.FromResult(new EventLoop(clock).Run(run));
        }
        catch (Exception error)
        {
            return Task.FromException<T>(error);
        }
    }
}
