using System.Collections.Concurrent;

namespace HonestAsync.Lab;

/// <summary>
/// What a handler that reads records costs the event loop it runs on: each callback posted to the loop is a turn.
/// One run each; a handler must end with nothing but answers to its reads.
/// </summary>
/// <remarks>
/// Exact, because the loop is stepped and a read is answered only while nothing else runs. Answers from elsewhere come
/// on their own thread, without a context. If the loop answers, code after <c>ConfigureAwait(false)</c> hops to the
/// ThreadPool, and the run waits until it is back.
/// </remarks>
public sealed class LoopTurns
{
    private readonly EventLoop _loop = new();
    private readonly ConcurrentQueue<TaskCompletionSource<int>> _parked = new();
    private readonly Answered _answered;
    private int _most;
    private int _askedElsewhere;

    private LoopTurns(Answered answered) => _answered = answered;

    /// <summary>Turns of the loop.</summary>
    public int Turns => _loop.Posts;

    /// <summary>The most reads that waited for an answer at once.</summary>
    public int MostInFlight => _most;

    /// <summary>Reads that the handler asked for when it no longer ran on the loop.</summary>
    public int AskedElsewhere => _askedElsewhere;

    /// <summary>Runs a handler on a loop until its task has ended.</summary>
    /// <exception cref="InvalidOperationException">It waits for something else than its reads.</exception>
    public static LoopTurns Of(Answered answered, Func<LoopTurns, Task> handler) => Of(answered, handler, TimeSpan.FromSeconds(20));

    internal static LoopTurns Of(Answered answered, Func<LoopTurns, Task> handler, TimeSpan patience)
    {
        ArgumentNullException.ThrowIfNull(handler);
        var run = new LoopTurns(answered);
        var task = run._loop.StartOn(() => HandleAsync(handler, run));
        while (!task.IsCompleted)
        {
            if (run._loop.RunUntilIdle() > 0 || run.AnswerOldest())
            {
                continue;
            }
            // the handler is on the pool: it will ask, come back, or end
            if (!SpinWait.SpinUntil(() => run._loop.Ready > 0 || !run._parked.IsEmpty || task.IsCompleted, patience))
            {
                throw new InvalidOperationException("The handler waits, but for none of its reads.");
            }
        }
        task.GetAwaiter().GetResult();
        return run;
    }

    /// <summary>Reads a record.</summary>
    public Task<int> ReadAsync(int id)
    {
        if (_answered == Answered.AtOnce)
        {
            return Task.FromResult(id);
        }
        if (SynchronizationContext.Current != _loop)
        {
            _askedElsewhere++;
        }
        // completes inline on purpose: how the caller awaits decides where it goes on
        var read = new TaskCompletionSource<int>(id);
        _parked.Enqueue(read);
        _most = Math.Max(_most, _parked.Count);
        return read.Task;
    }

    /// <summary>The caller of the handler, which resumes on the loop.</summary>
    private static async Task HandleAsync(Func<LoopTurns, Task> handler, LoopTurns run) => await handler(run);

    private bool AnswerOldest()
    {
        if (!_parked.TryDequeue(out var read))
        {
            return false;
        }
        if (_answered == Answered.OnTheLoop)
        {
            _loop.StartOn(() => read.TrySetResult(Id(read)));
            return true;
        }
        var other = new Thread(() => read.TrySetResult(Id(read))) { IsBackground = true, Name = "driver" };
        other.Start();
        other.Join();
        return true;
    }

    private static int Id(TaskCompletionSource<int> read) => (int)read.Task.AsyncState!;
}
