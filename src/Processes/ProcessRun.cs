namespace HonestAsync.Processes;

/// <summary>Why a bounded run ended.</summary>
public enum ProcessRunEnd
{
    /// <summary>The process ended by itself.</summary>
    Exited,

    /// <summary>It was killed when its time was up.</summary>
    TimedOut,

    /// <summary>It was killed because it wrote more than it may.</summary>
    Flooded,
}

/// <summary>What a process may take.</summary>
/// <param name="Time">Real time; <see cref="Timeout.InfiniteTimeSpan"/> for any.</param>
public sealed record ProcessBound(TimeSpan Time)
{
    /// <summary>Characters of each stream that are kept.</summary>
    public int Output { get; init; } = 1_000_000;

    /// <summary>True: a process that writes more is killed. False: the rest is read and dropped.</summary>
    public bool KillsFlood { get; init; } = true;
}

/// <summary>What a program wrote until it ended, or was killed.</summary>
/// <param name="End">Why it ended.</param>
/// <param name="ExitCode">Of a killed one the system's.</param>
/// <param name="Output">Its standard output, as far as it was kept.</param>
/// <param name="Errors">Its standard error, as far as it was kept.</param>
public sealed record ProcessRun(ProcessRunEnd End, int ExitCode, string Output, string Errors)
{
    private static readonly TimeSpan s_killBound = TimeSpan.FromSeconds(5);

    /// <summary>True when it ended by itself with exit code 0.</summary>
    public bool Succeeded => End == ProcessRunEnd.Exited && ExitCode == 0;

    /// <summary>Runs a program to its end, or kills it with all that it has started. Its input is empty.</summary>
    /// <exception cref="ProcessStartException">It could not be started.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; the process has been killed.</exception>
    public static Task<ProcessRun> RunAsync(
        ProcessStart start, ProcessBound bound, CancellationToken cancellationToken = default) =>
        Task.Factory.StartNew(() => Run(start, bound, started: null, cancellationToken), cancellationToken,
            TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach, TaskScheduler.Default);

    /// <summary>The same on the calling thread; needs no thread of the pool, which a notebook's cell may starve.</summary>
    /// <inheritdoc cref="RunAsync"/>
    /// <param name="start">The program.</param>
    /// <param name="bound">What it may take.</param>
    /// <param name="started">Called with the process once it runs; may be null.</param>
    /// <param name="cancellationToken">Kills it.</param>
    public static ProcessRun Run(
        ProcessStart start, ProcessBound bound, Action<RunningProcess>? started = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(start);
        ArgumentNullException.ThrowIfNull(bound);
        using var process = start.Start();
        process.CloseInput();
        try
        {
            started?.Invoke(process);
            return ToEnd(process, bound, cancellationToken);
        }
        finally
        {
            process.End();
            process.Wait(s_killBound);
        }
    }

    private static ProcessRun ToEnd(RunningProcess process, ProcessBound bound, CancellationToken cancellationToken)
    {
        var output = new BoundedOutput(bound.Output);
        var errors = new BoundedOutput(bound.Output);
        Action? cut = bound.KillsFlood ? process.End : null;
        Thread[] readers = [Reading(output, process.Output, cut), Reading(errors, process.Errors, cut)];
        bool inTime;
        using (cancellationToken.Register(process.End))
        {
            inTime = process.Wait(bound.Time);
        }
        process.End();
        bool hasEnded = process.Wait(s_killBound);
        Array.ForEach(readers, reader => reader.Join(RunningProcess.DrainBound));
        cancellationToken.ThrowIfCancellationRequested();
        var end = bound.KillsFlood && (output.IsCut || errors.IsCut) ? ProcessRunEnd.Flooded
            : inTime ? ProcessRunEnd.Exited
            : ProcessRunEnd.TimedOut;
        return new ProcessRun(end, hasEnded ? process.ExitCode : -1, output.ToString(), errors.ToString());
    }

    private static Thread Reading(BoundedOutput output, StreamReader stream, Action? cut)
    {
        var thread = new Thread(() => output.Read(stream, cut)) { IsBackground = true, Name = "output of a child" };
        thread.Start();
        return thread;
    }
}
