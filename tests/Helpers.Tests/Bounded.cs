namespace HonestAsync.Helpers.Tests;

/// <summary>
/// A synchronous test body under the watchdog: what should return at once may wait for ever when it is
/// broken.
/// </summary>
internal static class Bounded
{
    public static Task RunAsync(Action body) => Watchdog.RunAsync(() =>
    {
        body();
        return Task.CompletedTask;
    });
}
