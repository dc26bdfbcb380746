namespace HonestAsync.Lab.Tests.Blocking;

public class ParseSlotsTests
{
    [Fact]
    public void Two_slots_take_two_jobs_at_once_and_the_third_waits()
    {
        var time = new VirtualTime();
        var slots = new ParseSlots(time, 2);

        new EventLoop(time).Run(() => Task.WhenAll(
            slots.RunAsync("a", TimeSpan.FromMilliseconds(30)),
            slots.RunAsync("b", TimeSpan.FromMilliseconds(20)),
            slots.RunAsync("c", TimeSpan.FromMilliseconds(20))));

        Assert.Equal(
        [
            new LaneSpan("core 2 of 2", "b", 0, 20),
            new LaneSpan("core 1 of 2", "a", 0, 30),
            new LaneSpan("core 2 of 2", "c", 20, 40),
        ], slots.Lanes);
        Assert.Equal(2, slots.MaxBusy);
    }
}
