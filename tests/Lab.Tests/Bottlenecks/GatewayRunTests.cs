namespace HonestAsync.Lab.Tests.Bottlenecks;

public class GatewayRunTests
{
    [WholeFact]
    public async Task A_gateway_that_blocks_serves_less_than_a_tenth_of_one_that_awaits()
    {
        var blocking = await MeasureAsync(blocks: true);
        var awaiting = await MeasureAsync(blocks: false);

        Assert.True(10 * blocking.Served < awaiting.Served, $"{blocking.Served} against {awaiting.Served}");
        Assert.Equal(blocking.Load.Planned, awaiting.Load.Planned);
    }

    private static Task<GatewayRun> MeasureAsync(bool blocks) => GatewayRun.MeasureAsync(
        blocks, 500, TimeSpan.FromSeconds(2), backend: TimeSpan.FromMilliseconds(100), patience: TimeSpan.FromSeconds(2));
}
