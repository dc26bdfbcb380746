namespace HonestAsync.Lab.Tests.Anatomy;

public class PeerAwaitsTests
{
    [Theory]
    [InlineData(RuntimeKind.Node, "A1 B1 A2 B2", true)]
    [InlineData(RuntimeKind.Python, "A1 A2 B1 B2", false)]
    public async Task Pending_awaits_take_turns_on_one_thread_and_the_rest_differs(
        RuntimeKind kind, string complete, bool hot)
    {
        var awaits = Needs.Available(await PeerAwaits.RunAsync(kind));

        Assert.Equal(("A1 B1 A2 B2", 1, 0), (awaits.Pending, awaits.Threads, awaits.Beats));
        Assert.Equal((complete, hot), (awaits.Complete, awaits.StartsHot));
        Assert.Equal(["timer I/O connection", "connection I/O timer"], awaits.Served.Select(order => order.Arrived));
    }
}
