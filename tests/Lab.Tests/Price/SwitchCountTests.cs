namespace HonestAsync.Lab.Tests.Price;

public class SwitchCountTests
{
    private const int Times = 1_000;

    [Fact]
    public void Two_threads_that_wake_each_other_are_switched_and_so_is_an_await_that_such_a_thread_answers()
    {
        Needs.Linux();
        Assert.Equal("", SwitchCount.Reason);

        Assert.True(SwitchCount.OfTwoThreads(Times).Switches > Times / 2);
        Assert.True(SwitchCount.OfAnswersElsewhere(Times).Switches > Times / 2);
    }

    [Fact]
    public void Round_trips_switch_as_well()
    {
        Needs.Linux();

        Assert.True(SwitchCount.OfRoundTrips(100).Switches > 50);
    }

    [Fact]
    public void Every_way_of_awaiting_comes_to_its_end()
    {
        Needs.Linux();

        foreach (var way in new[] { SwitchCount.OfCompleted(Times), SwitchCount.OfSuspended(Times), SwitchCount.OfLoopTurns(Times), SwitchCount.OfPoolTurns(Times) })
        {
            // other tests of this process sleep and wake meanwhile: how many switches are ours, only a quiet process knows
            Assert.Equal(Times, way.Times);
            Assert.True(way.Switches >= 0);
        }
    }
}
