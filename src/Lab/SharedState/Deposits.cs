namespace HonestAsync.Lab;

/// <summary>
/// The workloads that every wallet of notebook 16 is put under. A wallet is given as a function: it takes a
/// store and returns what makes one deposit.
/// </summary>
public static class Deposits
{
    private const int Many = 100;
    private static readonly TimeSpan s_watchdog = TimeSpan.FromSeconds(30);

    /// <summary>
    /// A scenario for the explorer: deposits of 10 and of 5, at once, into an empty account. It must end at 15.
    /// </summary>
    public static Action<Scenario> Two(Func<AccountStore, Func<int, Task>> wallet) => scenario =>
    {
        var store = new AccountStore(scenario.Dependency("store"));
        var deposit = wallet(store);
        scenario.Operation("deposit 10", () => deposit(10));
        scenario.Operation("deposit 5", () => deposit(5));
        scenario.Outcome(() => store.Balance);
        scenario.Expect("no deposit is lost", () => store.Balance == 15, () => store.Balance);
    };

    /// <summary>
    /// 100 deposits of 1 at once on an event loop, answered first in first out: the final balance, and the
    /// round trips it took.
    /// </summary>
    public static (int Balance, int RoundTrips) Hundred(Func<AccountStore, Func<int, Task>> wallet)
    {
        ArgumentNullException.ThrowIfNull(wallet);
        var network = new ScriptedDependency("store");
        var store = new AccountStore(network);
        new EventLoop().Run(async () =>
        {
            var deposit = wallet(store);
            var all = Task.WhenAll(Enumerable.Range(0, Many).Select(_ => deposit(1)));
            while (!all.IsCompleted)
            {
                network.AnswerAll();
                await Task.Yield();
            }
            await all;
        });
        return (store.Balance, network.Total);
    }

    /// <summary>
    /// One deposit that starts on one thread and whose answers arrive on another, as they do in production.
    /// Neither thread has a context, so the code resumes on the thread of the answer.
    /// </summary>
    /// <returns><c>completed</c>, or the type of the exception.</returns>
    public static async Task<string> AnsweredElsewhereAsync(Func<AccountStore, Func<int, Task>> wallet)
    {
        ArgumentNullException.ThrowIfNull(wallet);
        var network = new ScriptedDependency("store");
        var deposit = wallet(new AccountStore(network));
        using var teller = new WorkerPool(1);
        var call = teller.RunAsync(() => WithoutContextAsync(() => deposit(10)));
        if (!teller.WaitUntilIdle(s_watchdog))
        {
            throw new TimeoutException("The deposit keeps its thread.");
        }
        // the teller has a dedicated thread, so the answer comes on another one
        var answers = Task.Run(async () =>
        {
            while (!call.IsCompleted)
            {
                network.AnswerAll();
                await Task.Yield();
            }
        });
        await Task.WhenAny(call, answers).WaitAsync(s_watchdog, TimeProvider.System);
        await answers;
        return call.Exception?.InnerException?.GetType().Name ?? "completed";
    }

    private static Task WithoutContextAsync(Func<Task> start)
    {
        var context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            return start();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }
    }
}
