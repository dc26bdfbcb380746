namespace HonestAsync.Lab;

/// <summary>What a chunked job cost, and how long it kept requests waiting.</summary>
/// <param name="Chunk">The longest piece without a pause.</param>
/// <param name="Pauses">Times it went to the back of the queue.</param>
/// <param name="Done">When the job was done.</param>
/// <param name="WorstWait">The longest that a request waited for its turn.</param>
public sealed record ChunkedRun(TimeSpan Chunk, int Pauses, TimeSpan Done, TimeSpan WorstWait);

/// <summary>
/// A job of 200 ms of CPU on a loop that also serves requests, on virtual time: one is due every 10 ms and takes 2 ms.
/// </summary>
public static class ChunkedJob
{
    private static readonly TimeSpan s_job = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan s_every = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan s_request = TimeSpan.FromMilliseconds(2);

    /// <summary>Runs the job in pieces of <paramref name="chunk"/>, with a <c>Task.Yield</c> between two.</summary>
    public static ChunkedRun Run(TimeSpan chunk)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(chunk, TimeSpan.Zero);
        var time = new VirtualTime();
        var loop = new EventLoop(time);
        var (worst, done, pauses) = (TimeSpan.Zero, TimeSpan.Zero, 0);
        loop.Run(async () =>
        {
            using var requests = time.CreateTimer(_ => Request(time.Elapsed), null, s_every, s_every);
            for (var left = s_job; left > TimeSpan.Zero; left -= chunk)
            {
                if (left < s_job)
                {
                    pauses++;
                    await Task.Yield();
                }
                time.Spend(left < chunk ? left : chunk);
            }
            done = time.Elapsed;
            await Task.Yield(); // what came during the last chunk is served, too
        });
        return new ChunkedRun(chunk, pauses, done, worst);

        void Request(TimeSpan due) => loop.Post(
            _ =>
            {
                var waited = time.Elapsed - due;
                worst = waited > worst ? waited : worst;
                time.Spend(s_request);
            },
            null);
    }
}
