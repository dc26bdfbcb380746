using System.Threading.Channels;

namespace HonestAsync.Helpers.Tests;

/// <summary>Ways to leave a thread between two awaits, as code under test may.</summary>
internal static class Hops
{
    private static readonly Dictionary<string, Func<Task>> s_all = new(StringComparer.Ordinal)
    {
        ["none"] = () => Task.CompletedTask,
        ["yield"] = async () => await Task.Yield(),
        ["yield without the context"] = async () =>
        {
            await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.None);
            await Task.Yield();
        },
        ["forced yielding"] = async () => await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding),
        ["forced yielding on the context"] = async () => await Task.CompletedTask
            .ConfigureAwait(ConfigureAwaitOptions.ForceYielding | ConfigureAwaitOptions.ContinueOnCapturedContext),
        ["Task.Run"] = () => Task.Run(() => { }),
        ["Task.Run twice"] = () => Task.Run(() => Task.Run(() => { })),
        ["Task.Run in parallel"] = () => Task.WhenAll(Task.Run(() => { }), Task.Run(() => { })),
        ["queued item"] = () => Queued((callback, state) => ThreadPool.QueueUserWorkItem(callback, state)),
        ["unsafe queued item"] = () => Queued((callback, state) => ThreadPool.UnsafeQueueUserWorkItem(callback, state)),
        ["suppressed flow"] = () =>
        {
            using (ExecutionContext.SuppressFlow())
            {
                return Task.Run(() => { });
            }
        },
        ["asynchronous completion source"] = () =>
        {
            var source = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _ = ContinueAsync(source);
            return source.Task;

            static async Task ContinueAsync(TaskCompletionSource source)
            {
                await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
                source.SetResult();
            }
        },
        ["continuation"] = () => Task.CompletedTask.ContinueWith(_ => { }, TaskScheduler.Default),
        ["channel"] = async () =>
        {
            var channel = Channel.CreateUnbounded<int>();
            var read = channel.Reader.ReadAsync().AsTask();
            await channel.Writer.WriteAsync(1);
            await read.ConfigureAwait(false);
        },
        ["cancellable semaphore"] = async () =>
        {
            var semaphore = new SemaphoreSlim(0);
            using var source = new CancellationTokenSource();
            var wait = semaphore.WaitAsync(source.Token);
            semaphore.Release();
            await wait;
        },
        ["parallel loop"] = () => Parallel.ForEachAsync(Enumerable.Range(0, 3), (_, _) => ValueTask.CompletedTask),
        ["async stream"] = async () =>
        {
            await foreach (int _ in NumbersAsync())
            {
            }

            static async IAsyncEnumerable<int> NumbersAsync()
            {
                yield return 1;
                await Task.Yield();
                yield return 2;
            }
        },
    };

    public static TheoryData<string> Names => [.. s_all.Keys];

    public static Task TakeAsync(string name) => s_all[name]();

    private static Task Queued(Action<WaitCallback, object?> queue)
    {
        var source = new TaskCompletionSource();
        queue(_ => source.SetResult(), null);
        return source.Task;
    }
}
