namespace HonestAsync.Helpers.Tests;

public class GateTests
{
    private readonly Gate _gate = new("the door");

    [Fact]
    public Task Who_comes_to_a_closed_gate_waits_and_to_an_open_one_does_not() => Bounded.RunAsync(() =>
    {
        var early = _gate.WaitAsync();
        Assert.Equal((1, false, false), (_gate.Waiters, _gate.IsOpen, early.IsCompleted));
        _gate.Open();

        Assert.Equal((0, true, true), (_gate.Waiters, _gate.IsOpen, early.IsCompletedSuccessfully));
        Assert.True(_gate.WaitAsync().IsCompletedSuccessfully);
    });

    [Fact]
    public Task Waiters_resume_inline_in_the_order_of_their_coming() => Bounded.RunAsync(() =>
    {
        List<string> log = [];
        _ = PassAsync("first");
        _ = PassAsync("second");
        _gate.Open();

        Assert.Equal(["first", "second"], log);

        async Task PassAsync(string name)
        {
            await _gate.WaitAsync().ConfigureAwait(false);
            log.Add(name);
        }
    });

    [Fact]
    public Task A_closed_gate_stops_those_who_come_later_and_only_them() => Bounded.RunAsync(() =>
    {
        var before = _gate.WaitAsync();
        _gate.Open();
        _gate.Close();
        var after = _gate.WaitAsync();

        Assert.Equal((true, false, false), (before.IsCompleted, after.IsCompleted, _gate.IsOpen));
        _gate.Close();
        _gate.Open();
        Assert.True(after.IsCompletedSuccessfully);
    });

    [Fact]
    public Task A_cancelled_waiter_leaves_and_the_others_stay() => Bounded.RunAsync(() =>
    {
        var source = new CancellationTokenSource();
        var leaves = _gate.WaitAsync(source.Token);
        var stays = _gate.WaitAsync();
        source.Cancel();

        Assert.Equal((true, false, 1), (leaves.IsCanceled, stays.IsCompleted, _gate.Waiters));
        Assert.True(_gate.WaitAsync(source.Token).IsCanceled);
        _gate.Open();
        Assert.True(stays.IsCompletedSuccessfully);
    });
}
