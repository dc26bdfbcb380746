namespace HonestAsync.Lab.Tests.Batches;

public class PeerTurnsTests
{
    [Fact]
    public async Task On_Node_the_passes_fall_and_the_microtasks_do_not()
    {
        if ((await PeerTurns.MeasureAsync(RuntimeKind.Node)) is { IsAvailable: true } node)
        {
            Assert.Equal((new ShapeCounts(50, 1, 1), new ShapeCounts(50, 51, 101)), (node.Value.Passes, node.Value.Callbacks));
            Assert.Equal("1 2 3 4 1 2 3 4", node.Value.OrderWhenComplete);
        }
    }

    [Fact]
    public async Task On_asyncio_gather_queues_more_callbacks_than_it_saves()
    {
        if ((await PeerTurns.MeasureAsync(RuntimeKind.Python)) is { IsAvailable: true } python)
        {
            Assert.Equal(50, python.Value.Callbacks.InTurn);
            Assert.True(python.Value.Callbacks.Together > 50, $"gather queued {python.Value.Callbacks.Together} callbacks");
            Assert.True(python.Value.Passes.Together < python.Value.Passes.InTurn, "gather took no fewer passes");
            Assert.Equal("1 1 2 2 3 3 4 4", python.Value.OrderWhenComplete);
        }
    }
}
