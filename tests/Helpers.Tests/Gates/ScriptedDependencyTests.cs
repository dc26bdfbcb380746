namespace HonestAsync.Helpers.Tests;

public class ScriptedDependencyTests
{
    private readonly ScriptedDependency _script = new("store");
    private readonly List<string> _log = [];

    [Theory]
    [InlineData(false, "a", "b", "c")]
    [InlineData(true, "c", "b", "a")]
    public Task Parked_calls_are_answered_oldest_or_newest_first(bool newestFirst, params string[] order) => Bounded.RunAsync(() =>
    {
        foreach (string name in (string[])["a", "b", "c"])
        {
            _ = _script.CallAsync(name, () => _log.Add(name));
        }
        Assert.Equal(["a", "b", "c"], _script.Pending.Select(call => call.Label));
        _script.AnswerAll(newestFirst);

        Assert.Equal(order, _log);
        Assert.Equal((0, 3, 3), (_script.Count, _script.Total, _script.MaxPending));
    });

    [Fact]
    public Task A_value_is_what_holds_when_the_call_is_answered_not_when_it_is_made() => Bounded.RunAsync(() =>
    {
        int balance = 1;
        var read = _script.CallAsync("read", () => balance);
        var write = _script.CallAsync("write", () => { balance = 2; });
        _script.Answer(1);

        Assert.Equal((true, false, 2), (write.IsCompletedSuccessfully, read.IsCompleted, balance));
        _script.Answer();
        Assert.Equal(2, read.Result);
    });

    [Fact]
    public Task An_answer_releases_its_caller_inline_and_takes_the_calls_that_brings() => Bounded.RunAsync(() =>
    {
        var twice = TwiceAsync();
        _script.AnswerAll();

        Assert.True(twice.IsCompletedSuccessfully);
        Assert.Equal(["first", "second"], _log);

        async Task TwiceAsync()
        {
            await _script.CallAsync("first", () => _log.Add("first")).ConfigureAwait(false);
            await _script.CallAsync("second", () => _log.Add("second")).ConfigureAwait(false);
        }
    });

    [Fact]
    public Task An_error_is_an_answer_whether_the_test_gives_it_or_the_call_throws_it() => Bounded.RunAsync(() =>
    {
        var given = _script.CallAsync("given", () => 1);
        var thrown = _script.CallAsync<int>("thrown", () => throw new TimeoutException());
        _script.Fail(0, new IOException());
        _script.Answer();

        Assert.IsType<IOException>(given.Exception!.InnerException);
        Assert.IsType<TimeoutException>(thrown.Exception!.InnerException);
    });

    [Fact]
    public Task A_cancelled_call_is_no_longer_parked_and_has_no_effect() => Bounded.RunAsync(() =>
    {
        var source = new CancellationTokenSource();
        var call = _script.CallAsync("write", () => _log.Add("written"), source.Token);
        source.Cancel();

        Assert.Equal((true, 0), (call.IsCanceled, _script.Count));
        Assert.True(_script.CallAsync("write", cancellationToken: source.Token).IsCanceled);
        Assert.Equal(1, _script.Total);
        Assert.Empty(_log);
    });

    [Fact]
    public Task An_answered_call_stays_answered_when_its_token_is_cancelled_later() => Bounded.RunAsync(() =>
    {
        var source = new CancellationTokenSource();
        var call = _script.CallAsync("read", () => 1, source.Token);
        _script.Answer();
        source.Cancel();

        Assert.Equal(1, call.Result);
    });

    [Fact]
    public Task A_friendly_script_is_complete_when_it_returns() => Bounded.RunAsync(() =>
    {
        var friendly = new ScriptedDependency { AnswersAtOnce = true };

        Assert.True(friendly.CallAsync("read", () => 1).IsCompletedSuccessfully);
        Assert.Equal((1, 0, 0), (friendly.Total, friendly.Count, friendly.MaxPending));
    });

    [Fact]
    public Task An_answer_to_a_call_that_is_not_there_says_how_many_there_are() => Bounded.RunAsync(() =>
    {
        var error = Assert.Throws<InvalidOperationException>(() => _script.Answer(2));

        Assert.Equal("store was asked to answer call 2, but 0 calls are pending.", error.Message);
    });
}
