namespace HonestAsync.Helpers.Tests.Charts;

/// <summary>A service with one worker that stalls for a second, measured in virtual time.</summary>
internal static class Stalls
{
    public static OpenLoopReport Report(int seconds)
    {
        var time = new VirtualTime();
        var load = new OpenLoop(100, TimeSpan.FromSeconds(seconds)) { Connections = 1 };
        return OpenLoopLoad.RunAsync(load, (request, token) => Task.Delay(request.Number == 500
            ? TimeSpan.FromSeconds(1)
            : TimeSpan.FromMilliseconds(1 + (request.Number % 4)), time, token), time).GetAwaiter().GetResult();
    }
}
