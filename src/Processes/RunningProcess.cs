using System.ComponentModel;
using System.Diagnostics;

namespace HonestAsync.Processes;

/// <summary>
/// A process that this one has started, with its streams and its end. Times are real time. Thread-safe, except the streams.
/// Disposing it lets go of the process and does not end it.
/// </summary>
public sealed class RunningProcess : IDisposable
{
    /// <summary>
    /// Real time in which the output of an ended process is read to its end. What it has started may keep its streams open.
    /// </summary>
    public static readonly TimeSpan DrainBound = TimeSpan.FromSeconds(2);

    private readonly Process _process;

    internal RunningProcess(Process process) => (_process, Id) = (process, process.Id);

    /// <summary>The process id.</summary>
    public int Id { get; }

    /// <summary>
    /// True once it has called <see cref="ProcessGroup.Lead"/>: <see cref="End"/> then takes its group, also after its own end.
    /// Set it when the process has said so.
    /// </summary>
    public bool LeadsGroup { get; set; }

    /// <summary>Its standard input.</summary>
    public StreamWriter Input => _process.StandardInput;

    /// <summary>Its standard output. Read it, or a full pipe stops the process.</summary>
    public StreamReader Output => _process.StandardOutput;

    /// <summary>Its standard error. Read it, or a full pipe stops the process.</summary>
    public StreamReader Errors => _process.StandardError;

    /// <summary>True when it has ended.</summary>
    public bool HasEnded => _process.HasExited;

    /// <summary>The exit code of a process that has ended; on Unix 128 plus the signal that ended it.</summary>
    public int ExitCode => _process.ExitCode;

    /// <summary>What its threads had of the processors so far; zero once it has ended.</summary>
    public ChildTimes Times() => Look(static process => ChildTimes.OfLinuxProcess(process.Id)
        ?? new ChildTimes(process.TotalProcessorTime, null));

    /// <summary>Bytes of physical memory; zero once it has ended.</summary>
    public long WorkingSet() => Look(static process => process.WorkingSet64);

    /// <summary>Closes its input, so that code that reads the console sees the end instead of waiting.</summary>
    public void CloseInput()
    {
        try
        {
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // it has ended, and left input unread
        }
    }

    /// <summary>Calls this once the process has ended, on a thread of the pool; at once if it has ended already.</summary>
    public void WhenEnded(Action act)
    {
        ArgumentNullException.ThrowIfNull(act);
        int called = 0;
        void Call()
        {
            if (Interlocked.Exchange(ref called, 1) == 0)
            {
                act();
            }
        }
        _process.Exited += (_, _) => Call();
        _process.EnableRaisingEvents = true;
        if (_process.HasExited)
        {
            Call();
        }
    }

    /// <summary>
    /// Kills it at once with everything it has started: its group if it leads one, else its tree. Does nothing to a process
    /// that has ended.
    /// </summary>
    public void End()
    {
        if (LeadsGroup)
        {
            ProcessGroup.Kill(Id);
        }
        try
        {
            if (!_process.HasExited)
            {
                _process.Kill(entireProcessTree: true);
            }
        }
        catch (Exception error) when (error is InvalidOperationException or Win32Exception or AggregateException)
        {
            // it ended in this moment
        }
    }

    /// <summary>Waits for its end, without a bound.</summary>
    public Task WaitAsync(CancellationToken cancellationToken = default) => _process.WaitForExitAsync(cancellationToken);

    /// <summary>Waits for its end.</summary>
    /// <returns>False if it still runs after the bound.</returns>
    public async Task<bool> WaitAsync(TimeSpan bound)
    {
        using var enough = new CancellationTokenSource(bound, TimeProvider.System);
        try
        {
            await _process.WaitForExitAsync(enough.Token).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>Waits for its end on this thread; needs no thread of the pool.</summary>
    /// <returns>False if it still runs after the bound.</returns>
    public bool Wait(TimeSpan bound) => _process.WaitForExit(bound);

    /// <inheritdoc/>
    public void Dispose() => _process.Dispose();

    private T Look<T>(Func<Process, T> at)
        where T : struct
    {
        try
        {
            _process.Refresh();
            return _process.HasExited ? default : at(_process);
        }
        catch (InvalidOperationException)
        {
            return default;
        }
    }
}
