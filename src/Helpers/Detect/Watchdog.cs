using System.Diagnostics;

namespace HonestAsync;

/// <summary>
/// Thrown by <see cref="Watchdog"/> when a body hangs; the message says who waits for what.
/// </summary>
public sealed class HungException(string message) : Exception(message);

/// <summary>
/// Runs the body of a test on a thread of its own and fails, instead of waiting for ever, when it hangs:
/// blocked, in an endless loop, or awaiting what never comes.
/// </summary>
/// <remarks>
/// It never ends the process: the stuck thread stays behind as a background thread, and the other tests
/// still report. After the first hang in a process the rest is reported as not run, at once.
/// </remarks>
public static class Watchdog
{
    private const int SlowFactor = 4;
    private static readonly HangMemory s_process = new();

    /// <summary>
    /// Real time a body may take, as far as the machine gives the process its share of CPU: 2 s.
    /// </summary>
    public static TimeSpan Bound { get; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Runs <paramref name="body"/> without a synchronization context, as a test runner does.
    /// </summary>
    public static Task RunAsync(Func<Task> body) => RunAsync(body, Bound, s_process);

    /// <summary>
    /// Runs <paramref name="body"/> on an <see cref="EventLoop"/>: one thread, with a context.
    /// </summary>
    public static Task RunOnLoopAsync(Func<EventLoop, Task> body, VirtualTime? time = null)
    {
        ArgumentNullException.ThrowIfNull(body);
        // a synchronous wait is broken off well before the watchdog's time is up, so that it is named with its place
        var loop = new EventLoop(time)
        {
            Bound = Bound * 10,
            Blocking = new BlockingDetector { Bound = Bound / 4, BreaksOffAtOnceAfterTheFirst = true },
            FailsWhenBlocked = true,
        };
        return RunAsync(() =>
        {
            loop.Run(() => body(loop));
            return Task.CompletedTask;
        }, Bound, s_process, () => $"on the event loop, {loop.Describe()}");
    }

    internal static Task RunAsync(Func<Task> body, TimeSpan bound, bool stopAfterFirst) =>
        RunAsync(body, bound, stopAfterFirst ? s_process : new HangMemory());

    internal static async Task RunAsync(Func<Task> body, TimeSpan bound, HangMemory memory, Func<string>? describe = null)
    {
        if (memory.First is { } earlier)
        {
            throw new HungException($"Not run: an earlier test hung, and what it left behind could disturb this one. First: {earlier}");
        }
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        PendingWaits? waits = null;
        Task? running = null;
        var thread = new Thread(() =>
        {
            try
            {
                HangMemory.Current = memory;
                PendingWaits.StartNewSet();
                waits = PendingWaits.Current;
                running = body();
                _ = running.ContinueWith(t => Finish(ended, t), CancellationToken.None,
                    TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            }
            catch (Exception error)
            {
                ended.TrySetException(error);
            }
        })
        { IsBackground = true, Name = "test body" };
        var clock = new StallDetector(bound);
        thread.Start();
        // A thread of its own waits too: on a starved pool a timer might never report the hang.
        var guard = new Thread(() =>
        {
            bool hasEnded = false;
            long signs = 0;
            long start = Stopwatch.GetTimestamp();
            while (!hasEnded && !clock.HasStalled())
            {
                hasEnded = HasEnded(ended.Task, clock.Interval);
                // an exploration that gets on is slow, not hung: on a crowded machine, and up to a limit
                if (waits?.Progress is { } now && now != signs && Stopwatch.GetElapsedTime(start) < bound * SlowFactor)
                {
                    signs = now;
                    clock.Restart();
                }
            }
            if (!hasEnded)
            {
                string state = describe?.Invoke() ?? State(Volatile.Read(ref running), thread);
                string message = $"Hung: after {bound.TotalSeconds:0.#} s of real time {state}. Open waits: {waits}.";
                memory.Remember(message);
                ended.TrySetException(new HungException(message));
            }
            // whoever is to hear of it may stand in line behind the threads that a wrong fix holds for good
            if (!ended.Task.IsCompletedSuccessfully)
            {
                PoolRoom.Make();
            }
        })
        { IsBackground = true, Name = "watchdog" };
        guard.Start();
        await ended.Task.ConfigureAwait(false);
    }

    private static bool HasEnded(Task body, TimeSpan within)
    {
        try
        {
            return body.Wait(within) || body.IsCompleted;
        }
        catch (AggregateException)
        {
            // it failed, and whoever awaits it learns that; on this thread it would end the process
            return true;
        }
    }

    private static void Finish(TaskCompletionSource ended, Task body)
    {
        if (body.IsFaulted)
        {
            ended.TrySetException(body.Exception!.InnerExceptions);
        }
        else if (body.IsCanceled)
        {
            ended.TrySetException(new TaskCanceledException(body));
        }
        else
        {
            ended.TrySetResult();
        }
    }

    private static string State(Task? running, Thread thread) => running is not null
        ? "its task never completes: it awaits something that nobody will finish"
        : (thread.ThreadState & System.Threading.ThreadState.WaitSleepJoin) == System.Threading.ThreadState.WaitSleepJoin
            ? "its thread is blocked in a synchronous wait (.Result, .Wait(), a lock, Sleep)"
            : "its thread is running without end (a loop that never leaves)";
}
