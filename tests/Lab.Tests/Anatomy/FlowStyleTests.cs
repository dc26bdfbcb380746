namespace HonestAsync.Lab.Tests.Anatomy;

public class FlowStyleTests
{
    [Fact]
    public async Task Callbacks_nest_and_a_try_around_them_catches_nothing() =>
        Assert.Equal(new FlowStyle(3, 3, 0, 3), await FlowStyle.CallbacksAsync());

    [Fact]
    public async Task Awaits_do_not_nest_and_one_try_catches_all() =>
        Assert.Equal(new FlowStyle(0, 0, 3, 3), await FlowStyle.AwaitsAsync());

    [Theory]
    [InlineData("void A() { if (x) { } }", 0)]
    [InlineData("a(() => { b(); }); c(() => { d(); });", 1)]
    [InlineData("a(x => {\n  if (x) { b(y => { }); }\n});", 2)]
    [InlineData("a(x => b(x));", 0)]
    public void Nesting_counts_lambdas_with_a_body_around_one_place(string source, int nesting) =>
        Assert.Equal(nesting, FlowStyle.LambdaNesting(source));
}
