namespace HonestAsync.Lab;

/// <summary>
/// A gateway in virtual time: each request holds a thread of the front (if the front has a limit) while it calls a
/// service, which works on so many calls at once. Two queues in series; latency includes both.
/// </summary>
/// <param name="Arrivals">When requests come.</param>
/// <param name="MeanService">The mean time of a call; exponentially distributed, the same draws in every run.</param>
public sealed record GatewayModel(Arrivals Arrivals, TimeSpan MeanService)
{
    /// <summary>Threads of the front; null where a request that waits holds none.</summary>
    public int? Threads { get; init; }

    /// <summary>Calls that the service works on at once; no limit unless set.</summary>
    public int Capacity { get; init; } = int.MaxValue;

    /// <summary>Runs it.</summary>
    public async Task<OpenLoopReport> RunAsync()
    {
        var time = new VirtualTime();
        var draws = new Random(1);
        var front = new FakePool(Threads ?? int.MaxValue);
        // no retries: a call draws its time when it begins, in the order of arrival
        var service = new FakeDependency(time, Capacity, _ => MeanService * -Math.Log(1 - draws.NextDouble()));
        return await OpenLoopLoad.RunAsync(new OpenLoop(Arrivals), async (_, token) =>
        {
            using var thread = await front.RentAsync(token);
            await service.CallAsync(token);
        }, time);
    }
}
