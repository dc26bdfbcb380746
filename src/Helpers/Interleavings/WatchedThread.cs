namespace HonestAsync;

/// <summary>A thread of its own for work that may never return, watched from outside.</summary>
/// <param name="stepBound">Processor time, or time asleep, without progress after which a step counts as stuck.</param>
/// <param name="progress">Changes whenever the work gets on.</param>
/// <param name="step">Names the step that is running.</param>
internal sealed class WatchedThread(TimeSpan stepBound, Func<long> progress, Func<string> step)
{
    private int _thread;

    /// <summary>
    /// The calling thread is the one that runs the work now: its processor time is what counts.
    /// </summary>
    public void RunsHere() => Volatile.Write(ref _thread, ProcessorTimes.CurrentThread);

    /// <inheritdoc cref="RunsHere"/>
    /// <param name="thread">The operating system's id of the thread.</param>
    public void RunsOn(int thread) => Volatile.Write(ref _thread, thread);

    /// <summary>Runs <paramref name="work"/>, and waits until it ends or is stuck.</summary>
    /// <returns>The name of the step that keeps the thread, or an empty text when the work came to its
    /// end.</returns>
    /// <exception cref="ExplorationException">The work threw.</exception>
    /// <exception cref="MachineTooBusyException">The work made no progress for want of processor time.</exception>
    public string Run(Action work)
    {
        Exception? failed = null;
        var thread = new Thread(() =>
        {
            try
            {
                RunsHere();
                work();
            }
            catch (Exception error)
            {
                failed = error;
            }
        })
        { IsBackground = true, Name = "interleavings" };
        thread.Start();
        var stall = Stall.None;
        var detector = new StallDetector(stepBound, () => Volatile.Read(ref _thread));
        var end = new TaskCompletionSource();
        PendingWaits.Track("an exploration of interleavings that is still at work", end.Task);
        ThreadPoolQuiescence.WhileCallerWaits(() => stall = Watch(thread, detector));
        end.SetResult();
        return stall == Stall.MachineTooBusy ? throw MachineTooBusyException.Of(step(), detector)
            : stall != Stall.None ? step()
            : failed is null ? ""
            : failed is MachineTooBusyException ? throw failed
            : throw new ExplorationException($"{failed.GetType().Name}: {failed.Message}", failed);
    }

    private Stall Watch(Thread thread, StallDetector detector)
    {
        long seen = -1;
        while (!thread.Join(detector.Interval))
        {
            long now = progress();
            if (now != seen)
            {
                seen = now;
                detector.Restart();
                PendingWaits.Current.ReportProgress();
            }
            else if (detector.Look() is var stall and not Stall.None)
            {
                return stall;
            }
        }
        return Stall.None;
    }
}
