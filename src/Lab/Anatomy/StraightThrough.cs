namespace HonestAsync.Lab;

/// <summary>A long piece of work on an <see cref="EventLoop"/>, and what the loop's queue saw of it.</summary>
/// <param name="Beats">Times that a callback in the queue, which posts itself again, got a turn meanwhile.</param>
/// <param name="Posts">Callbacks that the method itself posted.</param>
public sealed record StraightThrough(int Beats, int Posts)
{
    /// <summary>Rounds of arithmetic without any await.</summary>
    public static StraightThrough WithoutAwait(int rounds) => Run(_ => CountAsync(rounds));

    /// <summary>Rounds with an await of something that is done.</summary>
    public static StraightThrough OfCompleted(int rounds) => Run(async _ =>
    {
        for (int i = 0; i < rounds; i++)
        {
            await Task.CompletedTask;
        }
    });

    /// <summary>Rounds with an await that always suspends.</summary>
    public static StraightThrough OfYields(int rounds) => Run(async _ =>
    {
        for (int i = 0; i < rounds; i++)
        {
            await Task.Yield();
        }
    });

    private static StraightThrough Run(Func<EventLoop, Task> method)
    {
        var loop = new EventLoop();
        return loop.Run(async () =>
        {
            int beats = 0;
            void Beat()
            {
                beats++;
                loop.Post(_ => Beat(), null);
            }
            loop.Post(_ => Beat(), null);
            await method(loop);
            // the heartbeat itself posted the first beat, and one more for each that ran
            return new StraightThrough(beats, loop.Posts - beats - 1);
        });
    }

    private static Task CountAsync(int rounds)
    {
        int odd = 0;
        for (int i = 0; i < rounds; i++)
        {
            odd += i & 1;
        }
        return odd >= 0 ? Task.CompletedTask : Task.FromException(new InvalidOperationException());
    }
}
