namespace HonestAsync.Lab.Tests.Anatomy;

public class TwoHandlersTests
{
    [Theory]
    [InlineData(true, "A1 B1 A2 B2")]
    [InlineData(false, "A1 A2 B1 B2")]
    public void On_a_loop_handlers_take_turns_only_at_pending_awaits(bool suspends, string trace)
    {
        var handlers = TwoHandlers.OnLoop(suspends, TimeSpan.FromMilliseconds(1));

        Assert.Equal((trace, 1, 1), (handlers.Trace, handlers.AtOnce, handlers.Threads));
    }

    [Fact]
    public async Task On_a_pool_of_two_handlers_run_at_the_same_instant()
    {
        var handlers = await TwoHandlers.OnPoolAsync(TimeSpan.FromSeconds(10));

        Assert.Equal((2, 2), (handlers.AtOnce, handlers.Threads));
    }
}
