using System.Diagnostics;

namespace HonestAsync.Lab;

/// <summary>
/// CPU-bound pieces of work that go on at the same time. They stop together, as soon as the heart has beaten often
/// enough beside them. Where they hold every thread of the executor no patience would help the heart, and they stop when
/// one has done a fixed amount of work. Elsewhere the heart's thread may merely be late, on a machine that has no core
/// for it just now: there they go on for long.
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
        // each thread that is held is one that cannot beat; none is given back before the end
        for (int chunk = 0; !IsOver() && (chunk < Chunks || Volatile.Read(ref _here) < threads);)
        {
            CpuWork.Spin(Chunk);
            // what is done before the last one is in does not count
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
