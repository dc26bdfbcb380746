namespace HonestAsync.Lab;

/// <summary>
/// CPU-bound pieces of work that go on at the same time. They stop together, as soon as the heart has beaten often
/// enough beside them, or else when one has done a fixed amount of work: a bound in CPU time, so that a busy machine
/// cannot make the answer another one.
/// </summary>
internal sealed class Herd(Place.Site site, Heartbeat heart, int hogs, int enough)
{
    // in steps of CpuWork: a chunk is about 15 microseconds, all of it about 0.1 s of one core
    private const int Chunk = 10_000;
    private const int Chunks = 7_500;
    private readonly TaskCompletionSource<HogRun> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _inside;
    private int _here;
    private long _from = -1;

    public Task<HogRun> Ended => _ended.Task;

    /// <summary>A hog that works without a pause.</summary>
    public void WorkSolid()
    {
        ComeIn();
        for (int chunk = 0; chunk < Chunks && !IsOver();)
        {
            CpuWork.Spin(Chunk);
            // what is done before the last one is in does not count
            chunk += Volatile.Read(ref _from) >= 0 ? 1 : 0;
        }
        Leave();
    }

    /// <summary>A hog that goes to the back of the queue after each chunk.</summary>
    public void WorkPolitely()
    {
        ComeIn();
        Next(0);

        void Next(int chunk)
        {
            CpuWork.Spin(Chunk);
            if (chunk < Chunks && !IsOver())
            {
                site.Post(() => Next(chunk + 1));
                return;
            }
            Leave();
        }
    }

    private void ComeIn()
    {
        if (site.IsHere)
        {
            Interlocked.Increment(ref _here);
        }
        if (Interlocked.Increment(ref _inside) == hogs)
        {
            Volatile.Write(ref _from, heart.Beats);
        }
    }

    private bool IsOver() => _ended.Task.IsCompleted
        || (Volatile.Read(ref _from) is >= 0 and var from && heart.Beats - from >= enough);

    private void Leave() => _ended.TrySetResult(
        new HogRun(Math.Min(enough, heart.Beats - Volatile.Read(ref _from)), Volatile.Read(ref _here)));
}
