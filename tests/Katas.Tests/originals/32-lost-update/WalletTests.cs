// Leave as is. Each test is a promise of the wallet; the README lists them.
namespace HonestAsync.Katas.LostUpdate;

public sealed class WalletTests
{
    private const string Notebook = "See notebooks/16-shared-state.ipynb.";

    [Fact]
    public Task Two_deposits_are_both_in_the_balance_whatever_the_order_of_the_answers() => Watchdog.RunAsync(() =>
    {
        Explore("Two deposits into one account", s =>
        {
            var store = new FakeBalances(s.Dependency("store"));
            var wallet = new Wallet(store);
            var receipts = new decimal[2];
            s.Operation("deposit 10", async () => { receipts[0] = await wallet.DepositAsync("ann", 10); });
            s.Operation("deposit 5", async () => { receipts[1] = await wallet.DepositAsync("ann", 5); });
            s.Outcome(() => $"balance {store["ann"]:0}");
            s.Expect("a confirmed deposit is in the balance",
                () => store["ann"] == 15, () => $"0 + 10 + 5 ended as {store["ann"]:0}");
            s.Expect("a receipt shows the balance right after its deposit",
                () => receipts is [10, 15] or [15, 5], () => $"receipts over {receipts[0]:0} and {receipts[1]:0}");
        });
        Explore("A deposit of 10, beside a customer who deposits 5, gives up at once and deposits 5 again", s =>
        {
            var store = new FakeBalances(s.Dependency("store"));
            var wallet = new Wallet(store);
            s.Operation("deposit 10", () => ChangeAsync(wallet, 10));
            s.Operation("deposit 5, twice", async () =>
            {
                var cancellation = new CancellationTokenSource();
                var given = wallet.DepositAsync("ann", 5, cancellation.Token);
                cancellation.Cancel();
                await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given);
                await wallet.DepositAsync("ann", 5);
            });
            s.Outcome(() => $"balance {store["ann"]:0}");
            Booked(s, store, () => 15);
        });
        return Task.CompletedTask;
    });

    [Fact]
    public Task A_withdrawal_takes_no_more_than_there_is_and_undoes_no_deposit() => Watchdog.RunAsync(() =>
    {
        Explore("Two withdrawals of 80 from 100", s =>
        {
            var store = new FakeBalances(s.Dependency("store")) { ["ann"] = 100 };
            var wallet = new Wallet(store);
            int paid = 0;
            s.Operation("withdrawal 1", WithdrawAsync);
            s.Operation("withdrawal 2", WithdrawAsync);
            s.Outcome(() => $"paid out {paid} x 80, balance {store["ann"]:0}");
            s.Expect("an account never pays out more than it holds",
                () => paid == 1, () => $"100 paid out {paid} x 80");
            s.Expect("the balance is what came in less what was paid out",
                () => store["ann"] == 20, () => $"100 - 80 ended as {store["ann"]:0}");

            async Task WithdrawAsync()
            {
                if (await wallet.WithdrawAsync("ann", 80))
                {
                    paid++;
                }
            }
        });
        Explore("With 30 in the account, +10 and then -20, beside -25", s =>
        {
            var store = new FakeBalances(s.Dependency("store")) { ["ann"] = 30 };
            var wallet = new Wallet(store);
            bool paid20 = false, paid25 = false;
            s.Operation("deposit 10, withdraw 20", async () =>
            {
                await wallet.DepositAsync("ann", 10);
                paid20 = await wallet.WithdrawAsync("ann", 20);
            });
            s.Operation("withdraw 25", async () => { paid25 = await wallet.WithdrawAsync("ann", 25); });
            s.Outcome(() => $"paid out 20: {paid20}, paid out 25: {paid25}, balance {store["ann"]:0}");
            s.Expect("an account never pays out more than it holds, and pays out while it holds enough",
                () => paid20 != paid25, () => $"40 in all, paid out 20: {paid20}, paid out 25: {paid25}");
            Booked(s, store, () => 40 - (paid20 ? 20 : 0) - (paid25 ? 25 : 0));
        });
        Explore("With 30 in the account, -80 and then +5", s =>
        {
            var store = new FakeBalances(s.Dependency("store")) { ["ann"] = 30 };
            var wallet = new Wallet(store);
            bool paid = true;
            s.Operation("withdraw 80, deposit 5", async () =>
            {
                paid = await wallet.WithdrawAsync("ann", 80);
                await wallet.DepositAsync("ann", 5);
            });
            s.Expect("an account never pays out more than it holds", () => !paid, () => "30 paid out 80");
            Booked(s, store, () => 35);
        });
        return Task.CompletedTask;
    });

    [Fact]
    public Task No_account_waits_for_another() => Watchdog.RunAsync(() =>
    {
        // so many that a few thousand gates for all would be found out, and one whose name looks like hers
        string[] accounts = ["Ann", .. Enumerable.Range(1, 20_000).Select(number => $"account {number}")];
        Explore($"Ann's deposit stays unanswered until {accounts.Length:N0} other accounts have had theirs", s =>
        {
            var bell = new Gate("the store's answer to ann");
            var store = new SlowFor("ann", bell, new FakeBalances(new ScriptedDependency("store") { AnswersAtOnce = true }));
            var wallet = new Wallet(store);
            List<Task> others = [];
            s.Operation("ann's deposit", () => ChangeAsync(wallet, 10));
            s.Operation("the others", async () =>
            {
                others = [.. accounts.Select(account => wallet.DepositAsync(account, 1))];
                await Task.WhenAll(others);
                bell.Open();
            });
            s.Outcome(() => others.FindIndex(deposit => !deposit.IsCompleted) is >= 0 and var number
                ? $"the deposit into {accounts[number]} waits for ann's, which waits for the store"
                : "everybody is done");
        });
        return Task.CompletedTask;
    });

    [Fact]
    public Task A_store_call_that_fails_reaches_its_caller_and_leaves_the_account_usable() => Watchdog.RunAsync(() =>
    {
        foreach (decimal amount in new[] { 10m, -10m })
        {
            bool failed = false;
            var runs = Interleavings.FaultAtEachAwait(s =>
            {
                var store = new FakeBalances(s.Dependency("store")) { ["ann"] = 100 };
                var wallet = new Wallet(store);
                bool firstWasTold = false, secondWasTold = false;
                failed = false;
                s.Operation("one after the other", async () =>
                {
                    firstWasTold = await IsToldAsync(() => ChangeAsync(wallet, amount));
                    secondWasTold = await IsToldAsync(() => ChangeAsync(wallet, 5));
                    if (secondWasTold)
                    {
                        await ChangeAsync(wallet, 5);
                    }
                });
                s.Outcome(() => $"balance {store["ann"]:0}");
                s.Expect("the caller of a store call that failed is told",
                    () => !failed || firstWasTold || secondWasTold, () => "nobody was");
                Booked(s, store, () => 105 + (firstWasTold ? 0 : amount));
            }, () =>
            {
                failed = true;
                return new StoreUnavailableException();
            });
            Check($"A change of {amount:+0;-0}, then a deposit of 5, and one call to the store fails",
                runs.FirstOrDefault(run => run.Failure is not null) ?? runs[0]);
        }
        return Task.CompletedTask;
    });

    [Fact]
    public Task A_cancelled_change_is_not_booked_and_the_next_one_is() => Watchdog.RunAsync(() =>
    {
        foreach (decimal amount in new[] { 10m, -10m })
        {
            Explore($"A change of {amount:+0;-0} is cancelled at some point, then comes a deposit of 5", s =>
            {
                var store = new FakeBalances(s.Dependency("store")) { ["ann"] = 100 };
                var wallet = new Wallet(store);
                var cancellation = new CancellationTokenSource();
                bool beforeAnyWrite = false;
                var change = s.Operation("change", () => ChangeAsync(wallet, amount, cancellation.Token));
                s.Operation("cancel, deposit 5", async () =>
                {
                    beforeAnyWrite = store.WritesAsked == 0;
                    cancellation.Cancel();
                    await wallet.DepositAsync("ann", 5);
                });
                s.Outcome(() => $"change {change.Ending}, balance {store["ann"]:0}");
                s.Expect("a change that is cancelled before its write ends as cancelled",
                    () => !beforeAnyWrite || change.Ending == "cancelled", () => $"it {change.Ending}");
                Booked(s, store, () => 105 + (IsConfirmed(change) ? amount : 0));
            });
        }
        return Task.CompletedTask;
    });

    [Fact]
    public Task Who_gives_up_behind_somebody_is_let_go_at_once() => Watchdog.RunAsync(() =>
    {
        foreach (decimal amount in new[] { 10m, -10m })
        {
            var run = Interleavings.Replay(s =>
            {
                var bell = new Gate("the store's answer to ann");
                var table = new FakeBalances(new ScriptedDependency("store") { AnswersAtOnce = true }) { ["ann"] = 100 };
                var store = new SlowFor("ann", bell, table);
                var clock = s.Dependency("clock");
                var wallet = new Wallet(store);
                var cancellation = new CancellationTokenSource();
                bool waitsOn = false;
                s.Operation("in front", () => ChangeAsync(wallet, 1));
                var behind = s.Operation("behind", () => ChangeAsync(wallet, amount, cancellation.Token));
                s.Operation("gives up", async () =>
                {
                    cancellation.Cancel();
                    await clock.CallAsync("a moment later");
                    waitsOn = behind.Ending == "never completed";
                    bell.Open();
                });
                s.Outcome(() => waitsOn ? "still waiting a moment later" : "let go");
                s.Expect("whoever cancels is let go at once, and need not wait for the one in front", () => !waitsOn);
            }, schedule: "");
            Check($"A change of {amount:+0;-0} gives up behind a deposit into the same account", run);
        }
        return Task.CompletedTask;
    });

    [Fact]
    public Task A_hundred_deposits_that_run_into_one_another_are_all_there() => Watchdog.RunOnLoopAsync(async loop =>
    {
        var script = new ScriptedDependency("store");
        // each answer comes in a later turn of the loop, as one over a network does
        var store = new FakeBalances(script) { Arrived = () => loop.Post(_ => script.Answer(), null) };
        var wallet = new Wallet(store);

        long timers = -Timer.ActiveCount;
        var deposits = Enumerable.Range(0, 100).Select(_ => wallet.DepositAsync("ann", 1)).ToList();
        timers += Timer.ActiveCount;
        await Task.WhenAll(deposits);

        Assert.True(timers < 50, $"""
            While 100 deposits waited, {timers} timers ran.
            Broken: nobody waits for a clock; who can go on goes on. {Notebook}
            """);
        Assert.True(store["ann"] == 100, $"""
            100 deposits of 1 were confirmed, on a single thread; the balance is {store["ann"]:0}.
            Broken: a confirmed deposit is in the balance. {Notebook}
            """);
    });

    // This is the test the team had, and it was green all year: a store that answers at once leaves nothing to
    // happen between a question and its answer.
    [Fact]
    public Task A_hundred_deposits_into_a_store_that_answers_at_once_are_all_there() => Watchdog.RunAsync(async () =>
    {
        var store = new FakeBalances(new ScriptedDependency("store") { AnswersAtOnce = true });
        var wallet = new Wallet(store);

        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => wallet.DepositAsync("ann", 1)));

        Assert.True(store["ann"] == 100, $"""
            100 deposits of 1 were confirmed by a store that answers at once; the balance is {store["ann"]:0}.
            Broken: a confirmed deposit is in the balance. {Notebook}
            """);
    });

    private static async Task<bool> IsToldAsync(Func<Task> change)
    {
        try
        {
            await change();
            return false;
        }
        catch (StoreUnavailableException)
        {
            return true;
        }
    }

    private static bool IsConfirmed(ExploredOperation operation) => operation.Ending == "completed";

    private static void Booked(Scenario s, FakeBalances store, Func<decimal> expected) =>
        s.Expect("what was confirmed is in the balance, what failed or was cancelled is not",
            () => store["ann"] == expected(), () => $"{store["ann"]:0} instead of {expected():0}");

    private static Task ChangeAsync(Wallet wallet, decimal amount, CancellationToken cancellationToken = default) =>
        amount > 0
            ? wallet.DepositAsync("ann", amount, cancellationToken)
            : wallet.WithdrawAsync("ann", -amount, cancellationToken);

    private static void Explore(string scene, Action<Scenario> setUp)
    {
        var exploration = Interleavings.Explore(setUp);
        Assert.True(exploration.Passes(ExplorationGaps.Any), $"""
            {scene}, in every order of starts and answers:
            {exploration}
            {Notebook}
            """);
    }

    private static void Check(string scene, ScheduleRun run) => Assert.True(run.Failure is null, $"""
        {scene}:
        {run}
        {Notebook}
        """);
}
