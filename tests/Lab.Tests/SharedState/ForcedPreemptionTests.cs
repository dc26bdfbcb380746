namespace HonestAsync.Lab.Tests.SharedState;

public class ForcedPreemptionTests
{
    private static readonly TimeSpan s_long = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_short = TimeSpan.FromMilliseconds(50);
    private int _balance;

    [Fact]
    public void On_a_loop_no_other_section_runs_in_between()
    {
        var intrusion = ForcedPreemption.OnLoop(Deposit, s_short);

        Assert.False(intrusion.RanInside);
        Assert.Equal(2, _balance);
        Assert.Equal(
            [
                "A 0–1 the loop's thread", "A 2–3 the loop's thread",
                "B 4–5 the loop's thread", "B 6–7 the loop's thread",
            ], Spans(intrusion));
    }

    [Fact]
    public async Task On_the_thread_pool_another_section_runs_in_between()
    {
        var intrusion = await ForcedPreemption.OnThreadPoolAsync(Deposit, s_long);

        Assert.True(intrusion.RanInside);
        Assert.Equal(1, _balance);
        Assert.Equal(
            [
                "A 0–1 pool thread 1", "B 2–3 pool thread 2",
                "B 4–5 pool thread 2", "A 6–7 pool thread 1",
            ], Spans(intrusion));
    }

    [Fact]
    public async Task A_lock_keeps_the_second_thread_out()
    {
        var account = new Lock();
        var intrusion = await ForcedPreemption.OnThreadPoolAsync(between =>
        {
            lock (account)
            {
                Deposit(between);
            }
        }, s_short);

        Assert.False(intrusion.RanInside);
        Assert.Equal(2, _balance);
    }

    private void Deposit(Action between)
    {
        int seen = _balance;
        between();
        _balance = seen + 1;
    }

    private static IEnumerable<string> Spans(PreemptionResult intrusion) => intrusion.Lanes.ToChart("").Spans
        .Select(span => $"{span.Operation} {span.Start}–{span.End} {span.Lane}");
}
