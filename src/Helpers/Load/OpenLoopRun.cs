namespace HonestAsync;

/// <summary>
/// One run of an open loop. A driver calls <see cref="Step"/>, waits until the time it returns, and steps again. On real
/// time the driver is a dedicated thread, on virtual time an event loop.
/// </summary>
internal sealed class OpenLoopRun(OpenLoop load, Func<LoadRequest, CancellationToken, Task<RequestOutcome>> request,
    TimeProvider time, CancellationToken stop)
{
    private static readonly TimeSpan s_grace = TimeSpan.FromSeconds(1);

    // a timer takes no more than 49.7 days; a step too early does nothing
    private static readonly TimeSpan s_longestPause = TimeSpan.FromDays(40);

    // before the tally starts its clock: the first reading takes milliseconds
    private readonly PressureMeter? _pressure = time is VirtualTime ? null : new PressureMeter();
    private readonly object _lock = new();
    private readonly TimeSpan[] _plan = load.Arrivals.Times;
    private readonly HashSet<PendingRequest> _pending = [];
    private readonly Queue<PendingRequest> _deadlines = [];
    private readonly LoadTally _tally = new(time, load.WarmUp, load.Arrivals.Duration);
    private readonly LatencyHistogram _latency = new();
    private readonly LatencyHistogram _lag = new();
    private readonly bool _inline = time is VirtualTime;
    private TimeSpan _limit = load.Arrivals.Times[^1] + load.Drain;
    private volatile Action _wake = () => { };
    private volatile bool _allStarted;
    private bool _stopping;
    private TimeSpan _freedAt;
    private int _next;

    /// <summary>Runs on a dedicated thread, which waits for a signal: the last answer or Ctrl+C ends the run at once.</summary>
    public Task<OpenLoopReport> OnOwnThreadAsync()
    {
        var done = new TaskCompletionSource<OpenLoopReport>(TaskCreationOptions.RunContinuationsAsynchronously);
        var signal = new AutoResetEvent(false);
        _wake = () => signal.Set();
        new Thread(() =>
        {
            try
            {
                using var cancelled = stop.UnsafeRegister(_ => _wake(), null);
                while (Step() is { } next)
                {
                    Pause(signal, next - _tally.Now);
                }
                done.SetResult(Report());
            }
            catch (Exception error)
            {
                done.SetException(error);
            }
        })
        { IsBackground = true, Name = "open loop", Priority = ThreadPriority.AboveNormal }.Start();
        return done.Task;
    }

    /// <summary>Runs on the current event loop, which advances the virtual clock whenever it is idle.</summary>
    public async Task<OpenLoopReport> OnLoopAsync()
    {
        await using var cancelled = stop.UnsafeRegister(_ => _wake(), null);
        while (true)
        {
            // before the step, or an answer during it would be missed
            var woken = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _wake = () => woken.TrySetResult();
            if (Step() is not { } next)
            {
                return Report();
            }
            var left = TimeSpan.FromTicks(Math.Clamp((next - _tally.Now).Ticks, 0, s_longestPause.Ticks));
            await using var timer = time.CreateTimer(_ => woken.TrySetResult(), null, left, Timeout.InfiniteTimeSpan);
            await woken.Task;
        }
    }

    /// <summary>Starts the requests that are due and times out those whose deadline is over.</summary>
    /// <returns>The time of the next step; null if the run is over.</returns>
    private TimeSpan? Step()
    {
        if (stop.IsCancellationRequested && !_stopping)
        {
            Stop();
        }
        while (!_stopping && _next < _plan.Length && _plan[_next] <= _tally.Now && _tally.Now <= _limit && HasConnection())
        {
            Start(new LoadRequest(_next, _plan[_next++]));
        }
        _allStarted = _stopping || _next == _plan.Length;
        TimeOut();
        if (_tally.Now >= _limit)
        {
            GiveUp();
            return null;
        }
        return NextDue();
    }

    private TimeSpan? NextDue()
    {
        TimeSpan? start = _allStarted || !HasConnection() ? null : _plan[_next];
        using (ShortLock.On(_lock))
        {
            if (_pending.Count == 0 && (_allStarted || start is not null))
            {
                return start;
            }
        }
        var due = start is { } at && at < _limit ? at : _limit;
        return _deadlines.TryPeek(out var oldest) && Deadline(oldest) < due ? Deadline(oldest) : due;
    }

    private void Start(LoadRequest which)
    {
        var pending = new PendingRequest(which, _tally.Start());
        using (ShortLock.On(_lock))
        {
            _pending.Add(pending);
            // while all connections were busy, the delay was not the generator's
            var possible = _freedAt > which.IntendedStart ? _freedAt : which.IntendedStart;
            _lag.Record(pending.Started > possible ? pending.Started - possible : TimeSpan.Zero);
        }
        if (load.Timeout is not null)
        {
            _deadlines.Enqueue(pending);
        }
        _ = ObserveAsync(pending);
    }

    private async Task ObserveAsync(PendingRequest pending)
    {
        try
        {
            Settle(pending, await request(pending.Request, pending.Token));
        }
        catch (OperationCanceledException) when (pending.Token.IsCancellationRequested)
        {
            Settle(pending, RequestOutcome.Unfinished);
        }
        catch (Exception error)
        {
            Settle(pending, RequestOutcome.Failed, error);
        }
    }

    private void Settle(PendingRequest pending, RequestOutcome outcome, Exception? failure = null)
    {
        if (!pending.TrySettle())
        {
            return;
        }
        var ended = _tally.End(pending.Started, outcome, failure);
        if (LoadTally.IsTimed(outcome))
        {
            _latency.Record(ended - pending.Request.IntendedStart);
        }
        bool awaited;
        using (ShortLock.On(_lock))
        {
            bool wasFull = _pending.Count == load.Connections;
            _pending.Remove(pending);
            _freedAt = wasFull ? ended : _freedAt;
            awaited = _allStarted ? _pending.Count == 0 : wasFull;
        }
        if (awaited)
        {
            _wake();
        }
    }

    private void TimeOut()
    {
        while (_deadlines.TryPeek(out var oldest) && (oldest.IsSettled || Deadline(oldest) <= _tally.Now))
        {
            _deadlines.Dequeue();
            if (!oldest.IsSettled)
            {
                Settle(oldest, RequestOutcome.TimedOut);
                oldest.Cancel(_inline);
            }
        }
    }

    private void Stop()
    {
        _stopping = true;
        _limit = _tally.Now + s_grace;
        foreach (var pending in Pending())
        {
            pending.Cancel(_inline);
        }
    }

    private void GiveUp()
    {
        foreach (var pending in Pending())
        {
            Settle(pending, RequestOutcome.Unfinished);
            pending.Cancel(_inline);
        }
    }

    private bool HasConnection()
    {
        using (ShortLock.On(_lock))
        {
            return load.Connections is not { } most || _pending.Count < most;
        }
    }

    private TimeSpan Deadline(PendingRequest pending) => pending.Request.IntendedStart + load.Timeout!.Value;

    private PendingRequest[] Pending()
    {
        using (ShortLock.On(_lock))
        {
            return [.. _pending];
        }
    }

    private static void Pause(AutoResetEvent signal, TimeSpan left)
    {
        // on Windows a wait of one millisecond takes up to sixteen: yield instead
        if (OperatingSystem.IsWindows() && left < TimeSpan.FromMilliseconds(20))
        {
            Thread.Yield();
        }
        else if (left > TimeSpan.Zero)
        {
            signal.WaitOne(Math.Clamp((int)left.TotalMilliseconds, 1, 1_000));
        }
    }

    private OpenLoopReport Report()
    {
        string? rejection = Rejection();
        return new OpenLoopReport
        {
            Planned = _plan.Length,
            Started = _tally.Started,
            Succeeded = _tally[RequestOutcome.Succeeded],
            Shed = _tally[RequestOutcome.Shed],
            TimedOut = _tally[RequestOutcome.TimedOut],
            Failed = _tally[RequestOutcome.Failed],
            Unfinished = _tally[RequestOutcome.Unfinished],
            Failures = _tally.Failures,
            MaxInFlight = _tally.MaxInFlight,
            Elapsed = _tally.Now,
            Latency = _latency,
            ServiceTime = _tally.ServiceTime,
            Lag = _lag,
            Little = _tally.Little(),
            Partial = _stopping,
            RejectedBecause = rejection,
            Pressure = rejection is null ? null : _pressure?.SinceStart(),
        };
    }

    private string? Rejection()
    {
        if (_tally.Started == 0)
        {
            return "no request was started";
        }
        var lag = _lag.Percentile(99);
        return lag > load.LagLimit
            ? $"the load generator was late: the 99th percentile of its lag is {ChartNumbers.Label(lag.TotalMilliseconds)} ms, "
                + $"above the limit of {ChartNumbers.Label(load.LagLimit.TotalMilliseconds)} ms"
            : !_stopping && _next < _plan.Length ? $"{_plan.Length - _next:#,0} requests were never started" : null;
    }
}
