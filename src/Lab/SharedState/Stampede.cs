namespace HonestAsync.Lab;

/// <summary>
/// Counts the loads of a cache under 100 callers of one cold key. A cache is given as a function: it takes
/// what loads a value and returns what callers call.
/// </summary>
public static class Stampede
{
    private const int Callers = 100;
    private static readonly TimeSpan s_watchdog = TimeSpan.FromSeconds(30);

    /// <summary>
    /// All callers ask before any answer, from two threads. When a load begins, its thread waits up to
    /// <paramref name="meetingBound"/> for the other: if a cache admits two threads, both are inside, every
    /// time.
    /// </summary>
    public static async Task<int> AtOnceAsync(
        Func<Func<Task<int>>, Func<Task<int>>> cache, TimeSpan meetingBound)
    {
        ArgumentNullException.ThrowIfNull(cache);
        var backend = new ScriptedDependency("backend");
        var inTheFactory = new Rendezvous(2);
        using var pool = new WorkerPool(2);
        var get = cache(() =>
        {
            inTheFactory.Meet(meetingBound);
            return backend.CallAsync("load", static () => 42);
        });
        var callers = Enumerable.Range(0, Callers).Select(_ => pool.RunAsync(get)).ToArray();
        if (!pool.WaitUntilIdle(s_watchdog))
        {
            throw new TimeoutException("The callers did not come to rest: the cache blocks a thread.");
        }
        backend.AnswerAll();
        await Task.WhenAll(callers).WaitAsync(s_watchdog, TimeProvider.System);
        return backend.Total;
    }

    /// <summary>Each asks when the one before has its answer.</summary>
    public static async Task<int> OneByOneAsync(Func<Func<Task<int>>, Func<Task<int>>> cache)
    {
        ArgumentNullException.ThrowIfNull(cache);
        var backend = new ScriptedDependency("backend") { AnswersAtOnce = true };
        var get = cache(() => backend.CallAsync("load", static () => 42));
        for (int i = 0; i < Callers; i++)
        {
            await get();
        }
        return backend.Total;
    }

    /// <summary>
    /// Two calls, of which the first load fails: how many loads there were, and what the second caller got.
    /// </summary>
    public static async Task<(int Loads, string SecondCaller)> AfterAFailureAsync(
        Func<Func<Task<int>>, Func<Task<int>>> cache)
    {
        ArgumentNullException.ThrowIfNull(cache);
        int loads = 0;
        var get = cache(() => ++loads == 1
            ? Task.FromException<int>(new TimeoutException("backend"))
            : Task.FromResult(42));
        await OutcomeAsync(get);
        string second = await OutcomeAsync(get);
        return (loads, second);
    }

    private static async Task<string> OutcomeAsync(Func<Task<int>> get)
    {
        try
        {
            return $"{await get()}";
        }
        catch (TimeoutException error)
        {
            return error.GetType().Name;
        }
    }
}
