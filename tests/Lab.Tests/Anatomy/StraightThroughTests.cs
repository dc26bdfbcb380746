namespace HonestAsync.Lab.Tests.Anatomy;

public class StraightThroughTests
{
    [Fact]
    public void Neither_arithmetic_nor_awaits_of_something_complete_let_another_callback_run()
    {
        Assert.Equal(new StraightThrough(0, 0), StraightThrough.WithoutAwait(1_000));
        Assert.Equal(new StraightThrough(0, 0), StraightThrough.OfCompleted(1_000));
    }

    [Fact]
    public void Each_yield_posts_once_and_lets_one_beat_in() =>
        Assert.Equal(new StraightThrough(1_000, 1_000), StraightThrough.OfYields(1_000));
}
