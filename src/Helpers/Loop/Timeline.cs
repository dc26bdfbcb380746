namespace HonestAsync;

/// <summary>
/// Records which thread runs which operation when, for a picture of lanes. Thread-safe.
/// </summary>
/// <remarks>
/// Time is a clock's when one is given; otherwise it is a count of events, so that the picture shows order
/// and nothing that depends on the machine.
/// </remarks>
public sealed class Timeline(TimeProvider? clock = null)
{
    private readonly object _lock = new();
    private readonly List<LaneSpan> _spans = [];
    private readonly List<LaneMark> _marks = [];
    private readonly Dictionary<int, string> _lanes = [];
    private readonly long _start = clock?.GetTimestamp() ?? 0;
    private int _events;

    /// <summary>
    /// Begins a span of <paramref name="operation"/> on the calling thread's lane; dispose to end it.
    /// </summary>
    /// <param name="operation">What runs; the same name gets the same colour.</param>
    /// <param name="lane">The lane; unless given, one a thread, named in the order of their coming.</param>
    public IDisposable Run(string operation, string? lane = null)
    {
        using (ShortLock.On(_lock))
        {
            return new Open(this, lane ?? Lane(), operation, Now());
        }
    }

    /// <summary>A mark on the calling thread's lane.</summary>
    public void Mark(string label, string? lane = null)
    {
        using (ShortLock.On(_lock))
        {
            _marks.Add(new LaneMark(lane ?? Lane(), label, Now()));
        }
    }

    /// <summary>Gives the calling thread's lane a name.</summary>
    public void Name(string lane)
    {
        using (ShortLock.On(_lock))
        {
            _lanes[Environment.CurrentManagedThreadId] = lane;
        }
    }

    /// <summary>What was recorded so far, as a chart.</summary>
    public TimelineChart ToChart(string title)
    {
        using (ShortLock.On(_lock))
        {
            return new TimelineChart(title, clock is null ? "events in order" : "ms", [.. _spans], [.. _marks]);
        }
    }

    private string Lane()
    {
        int thread = Environment.CurrentManagedThreadId;
        if (!_lanes.TryGetValue(thread, out string? lane))
        {
            lane = $"thread {(char)('A' + (_lanes.Count % 26))}";
            _lanes[thread] = lane;
        }
        return lane;
    }

    private double Now() => clock is null ? _events++ : clock.GetElapsedTime(_start).TotalMilliseconds;

    private sealed class Open(Timeline timeline, string lane, string operation, double start) : IDisposable
    {
        private bool _ended;

        public void Dispose()
        {
            using (ShortLock.On(timeline._lock))
            {
                if (!_ended)
                {
                    _ended = true;
                    timeline._spans.Add(new LaneSpan(lane, operation, start, timeline.Now()));
                }
            }
        }
    }
}
