using System.Text.Json;

namespace HonestAsync.Lab;

/// <summary>What a caller on an <see cref="EventLoop"/> notices of a call that returns a task.</summary>
/// <param name="SameThread">The work was done on the caller's thread.</param>
/// <param name="DoneOnReturn">The task was complete when the call returned.</param>
/// <param name="OthersBefore">Turns that another callback in the queue had by the end of the work.</param>
public sealed record AsyncCall(bool SameThread, bool DoneOnReturn, int OthersBefore)
{
    private static readonly TimeSpan s_bound = TimeSpan.FromSeconds(20);
    private static readonly byte[] s_numbers = JsonSerializer.SerializeToUtf8Bytes(Enumerable.Range(0, 100_000));

    /// <summary>A method marked <c>async</c> whose body computes, and awaits a completed task.</summary>
    public static AsyncCall Computing() => Of(async look =>
    {
        await Task.CompletedTask;
        Compute();
        look();
    });

    /// <summary><see cref="JsonSerializer"/> reading 100,000 numbers "asynchronously" from memory.</summary>
    public static AsyncCall DeserializingFromMemory() => Of(async look =>
    {
        using var stream = new MemoryStream(s_numbers);
        await JsonSerializer.DeserializeAsync<int[]>(stream);
        look();
    });

    /// <summary>The same computation after an await that suspends.</summary>
    public static AsyncCall Yielding() => Of(async look =>
    {
        await Task.Yield();
        Compute();
        look();
    });

    /// <summary>
    /// The same computation handed to the pool, which begins once the call has returned: the call does not need its end.
    /// </summary>
    public static AsyncCall Offloaded()
    {
        using var returned = new ManualResetEventSlim();
        return Of(look => Task.Run(() =>
        {
            returned.Wait(s_bound);
            Compute();
            look();
        }), returned);
    }

    private static AsyncCall Of(Func<Action, Task> call, ManualResetEventSlim? returned = null)
    {
        var loop = new EventLoop();
        return loop.Run(async () =>
        {
            int caller = Environment.CurrentManagedThreadId;
            var (others, othersThen, same) = (0, 0, false);
            loop.Post(_ => Interlocked.Increment(ref others), null);
            var task = call(() =>
                (othersThen, same) = (Volatile.Read(ref others), Environment.CurrentManagedThreadId == caller));
            bool done = task.IsCompleted;
            returned?.Set();
            await task;
            return new AsyncCall(same, done, othersThen);
        });
    }

    private static long Compute()
    {
        long sum = 0;
        for (int i = 0; i < 1_000_000; i++)
        {
            sum += i ^ (sum >> 3);
        }
        return sum;
    }
}
