namespace HonestAsync.Lab.Tests.Anatomy;

public class AsyncCallTests
{
    [Fact]
    public void Marked_async_the_work_still_runs_on_the_caller_before_the_call_returns()
    {
        Assert.Equal(new AsyncCall(true, true, 0), AsyncCall.Computing());
        Assert.Equal(new AsyncCall(true, true, 0), AsyncCall.DeserializingFromMemory());
    }

    [Fact]
    public void A_yield_first_lets_the_others_go_ahead() =>
        Assert.Equal(new AsyncCall(true, false, 1), AsyncCall.Yielding());

    [Fact]
    public void Offloaded_work_runs_on_another_thread() => Assert.False(AsyncCall.Offloaded().SameThread);
}
