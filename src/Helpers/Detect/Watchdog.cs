using System.Diagnostics;

namespace HonestAsync;

/// <summary>
/// Thrown by <see cref="Watchdog"/> when a body hangs; the message lists the open waits.
/// </summary>
public sealed class HungException(string message) : Exception(message);

/// <summary>
/// Runs the body of a test on its own thread, and fails the test when the body hangs: blocked, in an endless loop,
/// or awaiting something that never completes.
/// </summary>
/// <remarks>
/// It never ends the process: the stuck thread stays behind as a background thread, and the other tests
/// still report. After the first hang in a process, all later bodies are reported as not run.
/// </remarks>
public static class Watchdog
{
    private const int SlowFactor = 4;
    private static readonly HangMemory s_process = new();

    /// <summary>
    /// How long a body may compute, or wait for something, without progress: 2 s. Time in which the machine has no
    /// processor for it does not count.
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
        var detector = new StallDetector(bound);
        thread.Start();
        // not a timer: on a starved pool it might never report the hang
        var guard = new Thread(() =>
        {
            var stall = Watch(ended.Task, detector, () => waits?.Progress ?? 0, bound * SlowFactor);
            if (stall == Stall.MachineTooBusy)
            {
                ended.TrySetException(MachineTooBusyException.Of("this test", detector));
            }
            else if (stall != Stall.None)
            {
                string state = describe?.Invoke() ?? State(Volatile.Read(ref running), thread);
                string message = $"Hung: after {bound.TotalSeconds:0.#} s {state}. Open waits: {waits}.";
                memory.Remember(message);
                ended.TrySetException(new HungException(message));
            }
            // the continuation that reports the failure may be queued behind threads that a wrong fix never gives back
            if (!ended.Task.IsCompletedSuccessfully)
            {
                ThreadPoolQuiescence.MakeRoom();
            }
        })
        { IsBackground = true, Name = "watchdog" };
        guard.Start();
        await ended.Task.ConfigureAwait(false);
    }

    /// <param name="body">The body's task.</param>
    /// <param name="detector">Looks at the process while the body runs.</param>
    /// <param name="progress">Changes while an exploration gets on: that is slow, not hung.</param>
    /// <param name="most">Processor time of one thread after which progress counts no longer.</param>
    private static Stall Watch(Task body, StallDetector detector, Func<long> progress, TimeSpan most)
    {
        var start = ProcessorTimes.Now();
        int self = ProcessorTimes.CurrentThread;
        long seen = 0;
        while (!HasEnded(body, detector.Interval))
        {
            long now = progress();
            if (now != seen && ProcessorTimes.Now().Since(start, self).Busiest.Ran < most)
            {
                seen = now;
                detector.Restart();
            }
            else if (detector.Look() is var stall and not Stall.None)
            {
                return stall;
            }
        }
        return Stall.None;
    }

    private static bool HasEnded(Task body, TimeSpan within)
    {
        try
        {
            return body.Wait(within) || body.IsCompleted;
        }
        catch (AggregateException)
        {
            // it failed: the caller who awaits it gets the exception; on this thread it would end the process
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
        ? "its task never completes: it awaits something that nothing will complete"
        : (thread.ThreadState & System.Threading.ThreadState.WaitSleepJoin) == System.Threading.ThreadState.WaitSleepJoin
            ? "its thread is blocked in a synchronous wait (.Result, .Wait(), a lock, Sleep)"
            : "its thread is running without end (a loop that never leaves)";
}
