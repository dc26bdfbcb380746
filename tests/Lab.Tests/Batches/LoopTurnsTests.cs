namespace HonestAsync.Lab.Tests.Batches;

public class LoopTurnsTests
{
    [Theory]
    [InlineData(Answered.Elsewhere, 50)]
    [InlineData(Answered.OnTheLoop, 0)]
    [InlineData(Answered.AtOnce, 0)]
    public void A_loop_of_awaits_takes_a_turn_for_each_answer_that_comes_from_outside(Answered answered, int turns) =>
        Assert.Equal(turns, LoopTurns.Of(answered, InTurnAsync).Turns);

    [Fact]
    public void A_loop_that_leaves_the_event_loop_takes_one_turn_to_come_back()
    {
        var run = LoopTurns.Of(Answered.Elsewhere, async reads =>
        {
            for (int id = 0; id < 50; id++)
            {
                await reads.ReadAsync(id).ConfigureAwait(false);
            }
        });

        Assert.Equal((1, 49, 1), (run.Turns, run.AskedElsewhere, run.MostInFlight));
    }

    [Fact]
    public void Answered_by_the_loop_code_that_leaves_it_goes_to_the_pool_and_comes_back_once()
    {
        var run = LoopTurns.Of(Answered.OnTheLoop, async reads =>
        {
            foreach (int id in Ids())
            {
                await reads.ReadAsync(id).ConfigureAwait(false);
            }
        });

        Assert.Equal((1, 49), (run.Turns, run.AskedElsewhere));
    }

    [Fact]
    public void Tasks_given_to_WhenAll_take_one_turn_together()
    {
        var run = LoopTurns.Of(Answered.Elsewhere, async reads => await Task.WhenAll(Ids().Select(reads.ReadAsync)));

        Assert.Equal((1, 0, 50), (run.Turns, run.AskedElsewhere, run.MostInFlight));
    }

    [Fact]
    public void Async_lambdas_given_to_WhenAll_take_a_turn_each() =>
        Assert.Equal(50, LoopTurns.Of(Answered.Elsewhere,
            async reads => await Task.WhenAll(Ids().Select(async id => await reads.ReadAsync(id)))).Turns);

    [Fact]
    public void Async_lambdas_that_leave_the_loop_take_one_turn_together() =>
        Assert.Equal(1, LoopTurns.Of(Answered.Elsewhere,
            async reads => await Task.WhenAll(Ids().Select(async id => await reads.ReadAsync(id).ConfigureAwait(false)))).Turns);

    [Fact]
    public void A_handler_that_waits_for_something_else_is_refused() =>
        Assert.Throws<InvalidOperationException>(() => LoopTurns.Of(
            Answered.Elsewhere, _ => new TaskCompletionSource().Task, patience: TimeSpan.FromMilliseconds(20)));

    [Fact]
    public void A_handler_that_fails_fails_the_run() =>
        Assert.Throws<InvalidDataException>(() => LoopTurns.Of(Answered.Elsewhere, async reads =>
        {
            await reads.ReadAsync(1);
            throw new InvalidDataException();
        }));

    private static IEnumerable<int> Ids() => Enumerable.Range(0, 50);

    private static async Task InTurnAsync(LoopTurns reads)
    {
        foreach (int id in Ids())
        {
            Assert.Equal(id, await reads.ReadAsync(id));
        }
    }
}
