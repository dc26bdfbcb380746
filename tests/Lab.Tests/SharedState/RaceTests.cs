namespace HonestAsync.Lab.Tests.SharedState;

public class RaceTests
{
    [Theory]
    [InlineData(2, 1)]
    [InlineData(2, 4)]
    [InlineData(3, 1)]
    [InlineData(3, 2)]
    public void The_explorer_finds_as_many_orders_as_the_formula_says(int operations, int awaits) =>
        Assert.Equal(UpdateRace.Orders(operations, awaits),
            Interleavings.Explore(UpdateRace.Of(operations, awaits, 1, awaits + 1)).Schedules);

    [Fact]
    public void The_widest_window_is_right_only_one_after_the_other() =>
        Assert.Equal(250, Interleavings.Explore(UpdateRace.Of(2, 4, 1, 5)).Failing);

    [Fact]
    public void Without_an_await_in_the_window_no_order_fails() =>
        Assert.Equal(0, Interleavings.Explore(UpdateRace.Of(2, 4, 3, 3)).Failing);

    [Fact]
    public void A_double_that_answers_at_once_hides_the_race()
    {
        Assert.Equal((2, 0), Counts(UpdateRace.Of(2, 4, 1, 5, answersAtOnce: true)));
        Assert.Equal((2, 0), Counts(BackupRace.Of(answersAtOnce: true)));
    }

    [Fact]
    public void The_backup_fails_in_exactly_one_order()
    {
        Assert.Equal((252, 1), Counts(BackupRace.Of()));
    }

    private static (long Schedules, long Failing) Counts(Action<Scenario> scenario)
    {
        var exploration = Interleavings.Explore(scenario);
        return (exploration.Schedules, exploration.Failing);
    }
}
