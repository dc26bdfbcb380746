namespace HonestAsync.Lab.Tests.Handlers;

public class MysteryHandlerTests
{
    [Fact]
    public void Both_versions_do_the_same_work_in_the_same_time()
    {
        foreach (var handler in MysteryHandler.Five)
        {
            var (blocking, awaited) = (new VirtualTime(), new VirtualTime());
            handler.Handle(blocking);
            new EventLoop(awaited).Run(() => handler.HandleAsync(awaited));

            Assert.Equal((blocking.Elapsed, blocking.Spent), (awaited.Elapsed, awaited.Spent));
        }
    }

    [Fact]
    public void A_stopwatch_cannot_tell_them_apart()
    {
        Assert.Equal([200.0], MysteryHandler.Five.Select(handler =>
        {
            var time = new VirtualTime();
            handler.Handle(time);
            return time.Elapsed.TotalMilliseconds;
        }).Distinct());
    }
}
