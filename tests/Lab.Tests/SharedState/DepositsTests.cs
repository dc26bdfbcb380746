namespace HonestAsync.Lab.Tests.SharedState;

public class DepositsTests
{
    [Fact]
    public void Without_a_gate_12_of_20_orders_lose_a_deposit()
    {
        var exploration = Interleavings.Explore(Deposits.Two(Unlocked));

        Assert.Equal((20, 12), (exploration.Schedules, exploration.Failing));
        Assert.Equal(["10", "15", "5"], exploration.Outcomes.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_hundred_deposits_without_a_gate_end_as_one() =>
        Assert.Equal((1, 200), Deposits.Hundred(Unlocked));

    [Fact]
    public void Replacing_a_snapshot_is_right_in_every_order()
    {
        var exploration = Interleavings.Explore(Deposits.Two(Optimistic));

        Assert.True(exploration.Verdict == ExplorationVerdict.Passed, exploration.ToString());
        Assert.Equal(100, Deposits.Hundred(Optimistic).Balance);
    }

    [Fact]
    public void One_call_that_adds_is_right_in_every_order()
    {
        var exploration = Interleavings.Explore(Deposits.Two(store => store.AddAsync));

        Assert.Equal(ExplorationVerdict.Passed, exploration.Verdict);
        Assert.Equal((100, 100), Deposits.Hundred(store => store.AddAsync));
    }

    [Fact]
    public async Task A_snapshot_that_was_replaced_is_refused()
    {
        var store = new AccountStore(new ScriptedDependency { AnswersAtOnce = true });
        var seen = await store.SnapshotAsync();
        await store.WriteAsync(seen.Balance);

        Assert.False(await store.TryReplaceAsync(seen, seen with { Balance = 7 })); // equal, but not the same
        Assert.Equal(0, store.Balance);
    }

    [Fact]
    public async Task A_monitor_is_left_on_another_thread_than_it_was_entered_on()
    {
        string monitor = await Deposits.AnsweredElsewhereAsync(WithMonitor);

        Assert.Equal(nameof(SynchronizationLockException), monitor);
        Assert.Equal("completed", await Deposits.AnsweredElsewhereAsync(Optimistic));
    }

    private static Func<int, Task> WithMonitor(AccountStore store) => async amount =>
    {
        Monitor.Enter(store);
        try
        {
            await store.WriteAsync(await store.ReadAsync() + amount);
        }
        finally
        {
            Monitor.Exit(store);
        }
    };

    private static Func<int, Task> Unlocked(AccountStore store) => async amount =>
        await store.WriteAsync(await store.ReadAsync() + amount);

    private static Func<int, Task> Optimistic(AccountStore store) => async amount =>
    {
        Account seen;
        do
        {
            seen = await store.SnapshotAsync();
        }
        while (!await store.TryReplaceAsync(seen, new Account(seen.Balance + amount)));
    };
}
