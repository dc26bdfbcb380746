namespace HonestAsync.Lab;

/// <summary>
/// Dependent steps, each a task, and a computation after the last: written with await, and as a chain of
/// <c>ContinueWith</c>.
/// </summary>
internal static class Chain
{
    private static readonly Func<Task<int>, object?, Task<int>> s_next =
        static (before, step) => ((Func<int, Task<int>>)step!)(before.Result);

    private static readonly Func<Task<int>, int> s_last = static before => before.Result + 1;

    /// <summary>The steps in order, awaited in one method, and a last computation.</summary>
    public static async Task<int> AwaitAsync(Func<int, Task<int>> step, int steps)
    {
        int value = 0;
        for (int i = 0; i < steps; i++)
        {
            value = await step(value).ConfigureAwait(false);
        }
        return value + 1;
    }

    /// <summary>The same, but each await comes back to the context that it left.</summary>
    public static async Task<int> AwaitHereAsync(Func<int, Task<int>> step, int steps)
    {
        int value = 0;
        for (int i = 0; i < steps; i++)
        {
            value = await step(value);
        }
        return value + 1;
    }

    /// <summary>
    /// The same by hand, and with care: delegates and their state are made once, and what can run at once on the
    /// completer's thread does.
    /// </summary>
    public static Task<int> ContinueAsync(Func<int, Task<int>> step, int steps)
    {
        var task = step(0);
        for (int i = 1; i < steps; i++)
        {
            task = task.ContinueWith(s_next, step, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default).Unwrap();
        }
        return task.ContinueWith(s_last, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }
}
