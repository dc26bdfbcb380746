namespace HonestAsync.Lab.Tests.Price;

public class StackAfterTests
{
    [Fact]
    public void After_an_await_that_suspended_the_caller_is_not_on_the_stack() =>
        Assert.Equal(new StackAfter(Before: true, Behind: false, CallerWentOn: true), StackAfter.Of(suspends: true));

    [Fact]
    public void After_an_await_of_something_complete_it_is() =>
        Assert.Equal(new StackAfter(Before: true, Behind: true, CallerWentOn: true), StackAfter.Of(suspends: false));
}
