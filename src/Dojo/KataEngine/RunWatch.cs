using System.Diagnostics;

namespace HonestAsync.Dojo;

/// <summary>
/// Looks at a running child twenty times a second, and says when it has had enough of something.
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

    /// <summary>Cancelled as soon as there is a <see cref="Reason"/>.</summary>
    public CancellationToken Stop => _stop.Token;

    /// <summary>Why the run must end; null while nothing is wrong.</summary>
    public RunEnding? Reason { get; private set; }

    /// <summary>A test has begun or ended: its time counts from here.</summary>
    /// <param name="hasRed">Whether a test is red by now.</param>
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
        var clock = new StallClock(limits.Time, child.Cpu);
        long asked = _start;
        long printed = child.Output.Characters + child.Error.Characters;
        while (Reason is null && await _timer.WaitForNextTickAsync(CancellationToken.None).ConfigureAwait(false))
        {
            Reason = child.Output.Characters + child.Error.Characters - printed > limits.Output ? RunEnding.Flooded
                : child.WorkingSet() > limits.Memory + (limits.Memory / 2) ? RunEnding.OutOfMemory
                : HasStalled() ? RunEnding.Hung
                : _hasRed && Stopwatch.GetElapsedTime(_start) > limits.RedTime ? RunEnding.Stopped
                : null;
        }
        if (Reason is not null)
        {
            await _stop.CancelAsync().ConfigureAwait(false);
        }

        bool HasStalled()
        {
            if (_progressed)
            {
                _progressed = false;
                clock.Restart();
            }
            if (Stopwatch.GetElapsedTime(asked) < clock.Interval)
            {
                return false;
            }
            asked = Stopwatch.GetTimestamp();
            return clock.HasStalled();
        }
    }
}
