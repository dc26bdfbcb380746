using System.Diagnostics;

namespace HonestAsync.Lab;

/// <summary>
/// CPU-bound tasks that run at the same time. They stop together, once the heartbeat has counted enough beats meanwhile.
/// If they hold every thread of the executor, no heartbeat can come, and they stop when one has done a fixed amount of
/// work. Otherwise the heartbeat's thread may only be late, on a machine that has no free core: then they run for up to
/// 20 s.
/// </summary>
internal sealed class CpuBoundGroup(Executor.OpenExecutor executor, Heartbeat heart, int tasks, int threads, int enough)
{
    // in steps of CpuWork: a chunk is about 15 microseconds, all of it about 0.1 s of one core
    private const int Chunk = 10_000;
    private const int Chunks = 7_500;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly TaskCompletionSource<CpuBoundRun> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _inside;
    private int _here;
    private long _from = -1;

    public Task<CpuBoundRun> Ended => _ended.Task;

    /// <summary>Works without a pause.</summary>
    public void WorkSolid()
    {
        ComeIn();
        // a held thread cannot run heartbeats; none is released before the end
        for (int chunk = 0; !IsOver() && (chunk < Chunks || Volatile.Read(ref _here) < threads);)
        {
            CpuWork.Spin(Chunk);
            // work before the last task has started does not count
            chunk += Volatile.Read(ref _from) >= 0 ? 1 : 0;
        }
        Leave();
    }

    /// <summary>Goes to the back of the queue after each chunk.</summary>
    public void WorkPolitely()
    {
        ComeIn();
        Next();

        void Next()
        {
            CpuWork.Spin(Chunk);
            if (!IsOver())
            {
                executor.Post(Next);
                return;
            }
            Leave();
        }
    }

    private void ComeIn()
    {
        if (executor.IsOnIt)
        {
            Interlocked.Increment(ref _here);
        }
        if (Interlocked.Increment(ref _inside) == tasks)
        {
            Volatile.Write(ref _from, heart.Beats);
        }
    }

    private bool IsOver() => _ended.Task.IsCompleted
        || (Volatile.Read(ref _from) is >= 0 and var from
            && (heart.Beats - from >= enough || Stopwatch.GetElapsedTime(_start) > s_patience));

    private void Leave() => _ended.TrySetResult(
        new CpuBoundRun(Math.Min(enough, heart.Beats - Volatile.Read(ref _from)), Volatile.Read(ref _here)));
}
