namespace HonestAsync;

/// <summary>Counts and times the requests of one run on one clock. Thread-safe.</summary>
/// <param name="time">The run's clock; it starts now.</param>
/// <param name="from">The start of the window for Little's law.</param>
/// <param name="until">The end of the window; the end of the run if the window would be empty.</param>
internal sealed class LoadTally(TimeProvider time, TimeSpan from, TimeSpan until)
{
    private readonly object _lock = new();
    private readonly long _origin = time.GetTimestamp();
    private readonly TimeSpan _until = until > from ? until : TimeSpan.MaxValue;
    private readonly int[] _outcomes = new int[Enum.GetValues<RequestOutcome>().Length];
    private readonly Dictionary<string, int> _failures = new(StringComparer.Ordinal);
    private readonly LatencyHistogram _serviceTime = new();
    private TimeSpan _last;
    private int _inFlight;
    private Int128 _area;
    private int _windowStarts;
    private Int128 _windowTicks;

    public TimeSpan Now => time.GetElapsedTime(_origin);

    public int Started { get; private set; }

    public int MaxInFlight { get; private set; }

    public int this[RequestOutcome outcome] => _outcomes[(int)outcome];

    public IReadOnlyDictionary<string, int> Failures => _failures;

    public LatencyHistogram ServiceTime => _serviceTime;

    public TimeSpan Start()
    {
        using (ShortLock.On(_lock))
        {
            var now = Advance();
            Started++;
            MaxInFlight = Math.Max(MaxInFlight, ++_inFlight);
            _windowStarts += IsInWindow(now) ? 1 : 0;
            return now;
        }
    }

    public TimeSpan End(TimeSpan started, RequestOutcome outcome, Exception? failure)
    {
        using (ShortLock.On(_lock))
        {
            var now = Advance();
            _inFlight--;
            _outcomes[(int)outcome]++;
            _windowTicks += IsInWindow(started) ? (now - started).Ticks : 0;
            if (failure is not null)
            {
                string name = failure.GetType().Name;
                _failures[name] = _failures.GetValueOrDefault(name) + 1;
            }
            if (IsTimed(outcome))
            {
                _serviceTime.Record(now - started);
            }
            return now;
        }
    }

    /// <summary>True if a request with this outcome counts among the latencies.</summary>
    public static bool IsTimed(RequestOutcome outcome) => outcome is not (RequestOutcome.Shed or RequestOutcome.Failed);

    public LittlesLaw Little()
    {
        using (ShortLock.On(_lock))
        {
            var end = Advance() < _until ? _last : _until;
            double seconds = (end - from).TotalSeconds;
            return seconds <= 0 || _windowStarts == 0
                ? new LittlesLaw(0, 0, TimeSpan.Zero)
                : new LittlesLaw((double)_area / TimeSpan.TicksPerSecond / seconds, _windowStarts / seconds,
                    new TimeSpan((long)(_windowTicks / _windowStarts)));
        }
    }

    private bool IsInWindow(TimeSpan at) => at >= from && at < _until;

    /// <summary>Adds requests in flight times the time since the last change, as far as it lies in the window.</summary>
    private TimeSpan Advance()
    {
        // another thread may have read a later time before this one
        var now = Now < _last ? _last : Now;
        var (start, end) = (_last < from ? from : _last, now > _until ? _until : now);
        _area += end > start ? (Int128)_inFlight * (end - start).Ticks : 0;
        return _last = now;
    }
}
