namespace HonestAsync.Lab;

/// <summary>How a job ends.</summary>
public enum JobEnding
{
    /// <summary>It answers.</summary>
    Answers,

    /// <summary>It throws.</summary>
    Throws,

    /// <summary>It ends without a message, like a worker that calls <c>process.exit</c>.</summary>
    SaysNothing,
}

/// <summary>
/// Article 001's fifth pattern in C#: a new thread for every job, which reports by two callbacks, <em>message</em> and
/// <em>error</em>, and a task that the callbacks settle. No code observes the thread's end.
/// </summary>
public static class WrappedWorker
{
    private static readonly TimeSpan s_watchdog = TimeSpan.FromSeconds(30);

    /// <summary>Whether the caller's task was settled when the job's thread was over.</summary>
    public static bool Settles(JobEnding ending)
    {
        var (task, thread) = Start(message => Work(ending, message));
        thread.Join();
        return task.IsCompleted;
    }

    /// <summary>The same job on <c>Task.Run</c>: settled when it is over, or 30 s have passed.</summary>
    public static async Task<bool> TaskRunSettlesAsync(JobEnding ending)
    {
        var task = Task.Run(() => Work(ending, _ => { }));
        await Task.WhenAny(task, Task.Delay(s_watchdog, TimeProvider.System)).ConfigureAwait(false);
        return task.IsCompleted;
    }

    /// <summary>The most threads that <paramref name="jobs"/> jobs had at once when all were started together.</summary>
    public static int ThreadsFor(int jobs)
    {
        var (probe, allIn, go) = (new ConcurrencyProbe(), new CountdownEvent(jobs), new ManualResetEventSlim());
        using (allIn)
        using (go)
        {
            var threads = Enumerable.Range(0, jobs).Select(_ => Start(message =>
            {
                using (probe.Enter())
                {
                    allIn.Signal();
                    go.Wait();
                    message(42);
                }
            }).Thread).ToList();
            allIn.Wait(s_watchdog);
            go.Set();
            threads.ForEach(thread => thread.Join());
        }
        return probe.Max;
    }

    /// <summary>The same on a pool of <paramref name="threads"/>, as <c>Task.Run</c> would queue them.</summary>
    public static int ThreadsOnPool(int jobs, int threads)
    {
        using var pool = new WorkerPool(threads);
        var probe = new ConcurrencyProbe();
        using var allIn = new CountdownEvent(threads);
        using var go = new ManualResetEventSlim();
        for (int i = 0; i < jobs; i++)
        {
            pool.Post(_ => Visit(), null);
        }
        allIn.Wait(s_watchdog);
        go.Set();
        pool.WaitUntilIdle(s_watchdog);
        return probe.Max;

        void Visit()
        {
            using (probe.Enter())
            {
                if (!allIn.IsSet)
                {
                    allIn.Signal();
                }
                go.Wait();
            }
        }
    }

    private static (Task<int> Task, Thread Thread) Start(Action<Action<int>> job)
    {
        var answer = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() =>
        {
            try
            {
                job(message => answer.TrySetResult(message));
            }
            catch (Exception error)
            {
                answer.TrySetException(error);
            }
            // the bug: a job that ends here without a message leaves its caller waiting
        })
        { IsBackground = true, Name = "worker" };
        thread.Start();
        return (answer.Task, thread);
    }

    private static void Work(JobEnding ending, Action<int> message)
    {
        switch (ending)
        {
            case JobEnding.Answers:
                message(42);
                break;
            case JobEnding.Throws:
                throw new InvalidOperationException("the job failed");
            default:
                break;
        }
    }
}
