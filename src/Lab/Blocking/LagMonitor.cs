namespace HonestAsync.Lab;

/// <summary>
/// Event-loop lag, the health metric of a loop: a timer posts a callback periodically, and the lag is how much later
/// than due it runs.
/// </summary>
/// <remarks>On virtual time. It keeps the clock going, so dispose it when the work is done. For code on the loop.</remarks>
public sealed class LagMonitor : IDisposable
{
    private readonly ITimer _timer;
    private readonly List<Point> _lags = [];

    /// <summary>Measures every <paramref name="period"/>, for the first time after one period.</summary>
    public LagMonitor(EventLoop loop, VirtualTime time, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(loop);
        ArgumentNullException.ThrowIfNull(time);
        _timer = time.CreateTimer(
            _ =>
            {
                var due = time.Elapsed;
                loop.Post(_ => _lags.Add(new Point(due.TotalMilliseconds, (time.Elapsed - due).TotalMilliseconds)), null);
            },
            null, period, period);
    }

    /// <summary>When a callback was due, and how many ms later it ran; in order.</summary>
    public IReadOnlyList<Point> Lags => _lags;

    /// <summary>The longest of them.</summary>
    public TimeSpan Worst => TimeSpan.FromMilliseconds(_lags.Count == 0 ? 0 : _lags.Max(lag => lag.Y));

    /// <summary>Callbacks that were posted still run.</summary>
    public void Dispose() => _timer.Dispose();
}
