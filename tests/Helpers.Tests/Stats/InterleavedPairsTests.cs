namespace HonestAsync.Helpers.Tests;

public class InterleavedPairsTests
{
    private readonly VirtualTime _time = new();

    [Fact]
    public void Work_that_takes_ten_times_as_long_is_clearly_above_three()
    {
        var ratio = InterleavedPairs.Measure(20, Spend(10), Spend(1), _time);

        Assert.Equal(new Ratio(10, 10, 10, 20), ratio);
        Assert.True(ratio.Above(3).IsYes);
        Assert.True(ratio.Below(3).IsNo);
    }

    [Fact]
    public void The_interval_of_equal_work_straddles_one_and_gives_no_answer()
    {
        int calls = 0;
        void Uneven() => _time.Spend(TimeSpan.FromMilliseconds(++calls % 3 == 0 ? 2 : 1));
        var ratio = InterleavedPairs.Measure(30, Uneven, Uneven, _time);

        Assert.Equal((1, 0.5, 2), (ratio.Median, ratio.Low, ratio.High));
        Assert.False(ratio.Above(1).IsYes || ratio.Above(1).IsNo);
    }

    [Fact]
    public void Each_side_comes_first_in_half_of_the_pairs()
    {
        List<char> order = [];
        InterleavedPairs.Measure(6, () => Note('a'), () => Note('b'), _time);

        Assert.Equal("abbaabbaabba", new string([.. order.TakeLast(12)]));

        void Note(char side)
        {
            order.Add(side);
            _time.Spend(TimeSpan.FromMilliseconds(10));
        }
    }

    [Fact]
    public void A_disturbance_of_few_pairs_lies_outside_the_interval()
    {
        int calls = 0;
        void Disturbed() => _time.Spend(TimeSpan.FromMilliseconds(++calls % 25 == 0 ? 1_000 : 10));
        var ratio = InterleavedPairs.Measure(50, Disturbed, Spend(10), _time);

        Assert.Equal((1, 1, 1), (ratio.Median, ratio.Low, ratio.High));
    }

    [Theory, InlineData(60, 100, 50), InlineData(60, 10_000, 10), InlineData(6, 10_000, 6)]
    public void A_machine_too_slow_for_all_pairs_measures_fewer_and_states_how_many(int asked, int milliseconds, int measured) =>
        Assert.Equal(new Ratio(1, 1, 1, measured), InterleavedPairs.Measure(asked, Spend(milliseconds), Spend(milliseconds), _time));

    [Fact]
    public void On_the_real_clock_the_interval_contains_the_median()
    {
        var ratio = InterleavedPairs.Measure(6, () => Thread.SpinWait(20), () => Thread.SpinWait(10));

        Assert.InRange(ratio.Median, ratio.Low, ratio.High);
        Assert.Equal(6, ratio.Pairs);
    }

    [Fact]
    public void Five_pairs_are_measured_and_give_no_answer()
    {
        var ratio = InterleavedPairs.Measure(5, Spend(10), Spend(1), _time);

        Assert.Equal(new Ratio(10, 0, double.PositiveInfinity, 5), ratio);
        Assert.Equal(Trilean.Unclear, ratio.Above(3));
    }

    [Fact]
    public void Zero_pairs_are_rejected() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => InterleavedPairs.Measure(0, () => { }, () => { }));

    private Action Spend(int milliseconds) => () => _time.Spend(TimeSpan.FromMilliseconds(milliseconds));
}
