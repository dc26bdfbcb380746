namespace HonestAsync.Lab.Tests.Blocking;

public class CallbackBatchTests
{
    [Fact]
    public void Code_before_the_first_suspension_runs_inside_the_call() =>
        Assert.Equal(new CallbackBatch(10, TimeSpan.FromMilliseconds(100)), CallbackBatch.Start(() => Task.CompletedTask));

    [Fact]
    public void A_yield_at_the_beginning_lets_callbacks_queued_earlier_run_first() =>
        Assert.Equal(new CallbackBatch(0, TimeSpan.Zero), CallbackBatch.Start(async () => await Task.Yield()));
}
