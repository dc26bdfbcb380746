using System.Diagnostics;
using HonestAsync.Processes;

namespace HonestAsync.Dojo;

/// <summary>
/// Looks at a running child twenty times a second, and stops the run when it exceeds a limit.
/// </summary>
internal sealed class RunWatch : IAsyncDisposable
{
    private static readonly TimeSpan s_period = TimeSpan.FromMilliseconds(50);

    private readonly CancellationTokenSource _stop;
    private readonly PeriodicTimer _timer = new(s_period);
    private readonly Task _looking;
    private readonly long _start = Stopwatch.GetTimestamp();
    private volatile bool _progressed;
    private volatile bool _hasRed;

    public RunWatch(KataChild child, RunLimits limits, CancellationToken cancellationToken)
    {
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _looking = LookAsync(child, limits);
    }

    /// <summary>Cancelled as soon as <see cref="Reason"/> is set.</summary>
    public CancellationToken Stop => _stop.Token;

    /// <summary>The limit that the run has exceeded; null while it keeps them all.</summary>
    public RunEnding? Reason { get; private set; }

    /// <summary>A test has started or ended: the time of the next step counts from here.</summary>
    /// <param name="hasRed">True if a test has failed so far.</param>
    public void Progress(bool hasRed)
    {
        _progressed = true;
        _hasRed = hasRed;
    }

    public async ValueTask DisposeAsync()
    {
        _timer.Dispose();
        await _looking.ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task LookAsync(KataChild child, RunLimits limits)
    {
        var stall = new ChildStallDetector(limits.Time, child.Process.Times);
        long asked = _start;
        long printed = child.Output.Characters + child.Error.Characters;
        while (Reason is null && await _timer.WaitForNextTickAsync(CancellationToken.None).ConfigureAwait(false))
        {
            Reason = child.Output.Characters + child.Error.Characters - printed > limits.Output ? RunEnding.Flooded
                : child.Process.WorkingSet() > limits.Memory + (limits.Memory / 2) ? RunEnding.OutOfMemory
                : Stall() is var stalled and not ChildStall.None
                    ? stalled == ChildStall.Stalled ? RunEnding.Hung : RunEnding.MachineTooBusy
                : _hasRed && Stopwatch.GetElapsedTime(_start) > limits.RedTime ? RunEnding.Stopped
                : null;
        }
        if (Reason is not null)
        {
            await _stop.CancelAsync().ConfigureAwait(false);
        }

        ChildStall Stall()
        {
            if (_progressed)
            {
                _progressed = false;
                stall.Progress();
            }
            if (Stopwatch.GetElapsedTime(asked) < stall.Interval)
            {
                return ChildStall.None;
            }
            asked = Stopwatch.GetTimestamp();
            return stall.Look();
        }
    }
}
