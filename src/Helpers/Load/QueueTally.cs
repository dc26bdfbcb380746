namespace HonestAsync;

/// <summary>The state and the counters of a simulated queue; times in ticks.</summary>
internal sealed class QueueTally(QueueModel model)
{
    private readonly QueuedRequest[] _requests = new QueuedRequest[model.Arrivals.Count];
    private readonly LatencyHistogram _latency = new();
    private readonly LatencyHistogram _wait = new();
    private readonly QueueSeries _series = new();
    private readonly int[] _outcomes = new int[Enum.GetValues<RequestOutcome>().Length];
    private long _lastServed = -1;
    private int _inSystem;
    private int _entered;
    private int _left;
    private int _waves;
    private int _maxBusy;
    private int _maxQueue;
    private int _maxInFlight;
    private int _arrived;
    private Int128 _systemArea;
    private Int128 _busyArea;
    private Int128 _serverArea;
    private Int128 _timeInSystem;

    public long LastChange { get; private set; }

    public int Servers { get; set; } = model.Servers;

    public int Busy { get; set; }

    public int Waiting { get; set; }

    public int Wasted { get; set; }

    public int Retries { get; set; }

    /// <summary>Adds the areas under the curves since the last change; call it before each change.</summary>
    public void Advance(long now)
    {
        Int128 passed = now - LastChange;
        (_systemArea, _busyArea, _serverArea) =
            (_systemArea + (_inSystem * passed), _busyArea + (Busy * passed), _serverArea + (Servers * passed));
        LastChange = now;
    }

    /// <summary>Records the peaks and a point of the curves; call it after each change.</summary>
    public void Note()
    {
        (_maxBusy, _maxQueue, _maxInFlight) =
            (Math.Max(_maxBusy, Busy), Math.Max(_maxQueue, Waiting), Math.Max(_maxInFlight, _inSystem));
        _series.Add(LastChange, Waiting, Busy);
    }

    public void Arrive(int request, long now)
    {
        _arrived++;
        var at = new TimeSpan(now);
        _requests[request] = new QueuedRequest(at, at, at, RequestOutcome.Unfinished);
    }

    public void Enter() => (_entered, _inSystem) = (_entered + 1, _inSystem + 1);

    public void Leave(long timeInSystem) =>
        (_left, _inSystem, _timeInSystem) = (_left + 1, _inSystem - 1, _timeInSystem + timeInSystem);

    public void Settle(QueueTry request, RequestOutcome how, long now)
    {
        var first = _requests[request.Request];
        var started = new TimeSpan(request.Started ?? now);
        _requests[request.Request] = first with { Started = started, Ended = new TimeSpan(now), Outcome = how };
        _outcomes[(int)how]++;
        if (how == RequestOutcome.Succeeded)
        {
            _latency.Record(new TimeSpan(now) - first.Arrived);
            _wait.Record(started - new TimeSpan(request.Arrived));
            _waves += now == _lastServed ? 0 : 1;
            _lastServed = now;
        }
    }

    public QueueRun Finish(long end, long events)
    {
        Advance(end);
        Note();
        for (int i = 0; i < _arrived; i++)
        {
            if (_requests[i].Outcome == RequestOutcome.Unfinished)
            {
                _requests[i] = _requests[i] with { Ended = new TimeSpan(end) };
            }
        }
        double seconds = new TimeSpan(end).TotalSeconds;
        return new QueueRun
        {
            Arrived = _arrived,
            Served = _outcomes[(int)RequestOutcome.Succeeded],
            Shed = _outcomes[(int)RequestOutcome.Shed],
            TimedOut = _outcomes[(int)RequestOutcome.TimedOut],
            Unfinished = _arrived - _outcomes.Sum(),
            Retries = Retries,
            Wasted = Wasted,
            MaxBusy = _maxBusy,
            MaxQueue = _maxQueue,
            MaxInFlight = _maxInFlight,
            Servers = Servers,
            Waves = _waves,
            LastServed = new TimeSpan(Math.Max(0, _lastServed)),
            End = new TimeSpan(end),
            Events = events,
            Latency = _latency,
            Wait = _wait,
            Little = seconds == 0
                ? new LittlesLaw(0, 0, TimeSpan.Zero)
                : new LittlesLaw((double)_systemArea / end, _entered / seconds,
                    new TimeSpan((long)(_timeInSystem / Math.Max(1, _left)))),
            Utilisation = _serverArea == 0 ? 0 : (double)_busyArea / (double)_serverArea,
            Requests = new ArraySegment<QueuedRequest>(_requests, 0, _arrived),
            Queue = _series.Queue("in line"),
            Busy = _series.Busy("worked on"),
        };
    }
}
