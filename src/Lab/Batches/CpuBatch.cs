namespace HonestAsync.Lab;

/// <summary>
/// A batch of items that compute, in parts of 10 virtual ms, and may be saved, which is a wait of 30 virtual ms.
/// Whether they compute at the same instant is proven by a <see cref="Rendezvous"/> of all items in each part,
/// never by elapsed time. One run each.
/// </summary>
public sealed class CpuBatch
{
    private static readonly TimeSpan s_part = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan s_save = TimeSpan.FromMilliseconds(30);
    private readonly VirtualTime _time = new();
    private readonly Dictionary<int, Rendezvous> _meetings = [];
    private readonly ConcurrencyProbe _inside = new();
    private readonly ConcurrencyProbe _saving = new();
    private readonly Lock _lock = new();
    private readonly Dictionary<int, TimeSpan> _began = [];
    private readonly List<LaneSpan> _spans = [];
    private readonly List<int> _order = [];
    private readonly HashSet<int> _threads = [];
    private readonly int _items;
    private readonly TimeSpan _patience;
    private readonly string _lane;

    private CpuBatch(int items, TimeSpan patience, string lane) => (_items, _patience, _lane) = (items, patience, lane);

    /// <summary>The most items that computed at the same instant.</summary>
    public int ComputingAtOnce => _inside.Max;

    /// <summary>Threads that computed.</summary>
    public int Threads => _threads.Count;

    /// <summary>The most items that were being saved at once.</summary>
    public int SavingAtOnce => _saving.Max;

    /// <summary>Which item computed its parts in which order; only exact where one computes at a time.</summary>
    public string Order => string.Join(' ', _order);

    /// <summary>Virtual time from the first start to the last end.</summary>
    public TimeSpan Took => _time.Elapsed;

    /// <summary>The batch on one event loop.</summary>
    /// <param name="items">How many.</param>
    /// <param name="patience">Real time for which a part waits until the other items compute, too.</param>
    /// <param name="batch">The loop over the items, numbered from 1.</param>
    public static CpuBatch OnLoop(int items, TimeSpan patience, Func<CpuBatch, Task> batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var run = new CpuBatch(items, patience, "event loop");
        new EventLoop(run._time).Run(() => batch(run));
        return run;
    }

    /// <summary>
    /// The batch started by one item of a pool of <paramref name="threads"/> threads; its items must not be saved.
    /// </summary>
    /// <param name="threads">As many as items, or fewer when they never compute at once.</param>
    /// <param name="items">As in <see cref="OnLoop"/>.</param>
    /// <param name="patience">As in <see cref="OnLoop"/>.</param>
    /// <param name="batch">As in <see cref="OnLoop"/>.</param>
    public static async Task<CpuBatch> OnPoolAsync(int threads, int items, TimeSpan patience, Func<CpuBatch, Task> batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var run = new CpuBatch(items, patience, "pool threads");
        using var pool = new WorkerPool(threads);
        await pool.RunAsync(() => batch(run)).ConfigureAwait(false);
        return run;
    }

    /// <summary>Computes one part on the calling thread: it lets nothing else run there.</summary>
    public void Compute(int item, int part = 1)
    {
        using (_inside.Enter())
        {
            bool together = MeetingOf(part, item).Meet(_patience);
            lock (_lock)
            {
                // parts that met began together: the first one has moved the clock for all of them
                if (!together || !_began.TryGetValue(part, out var start))
                {
                    _began[part] = start = _time.Elapsed;
                    _time.Spend(s_part);
                }
                _threads.Add(Environment.CurrentManagedThreadId);
                _spans.Add(Span(_lane, $"{item} computes", start, start + s_part));
            }
        }
    }

    /// <summary>Saves an item: a wait that holds no thread.</summary>
    public async Task SaveAsync(int item)
    {
        var start = _time.Elapsed;
        using (_saving.Enter())
        {
            await Task.Delay(s_save, _time).ConfigureAwait(false);
        }
        lock (_lock)
        {
            _spans.Add(Span("saving", $"{item} saves", start, _time.Elapsed));
        }
    }

    /// <summary>
    /// What was computed where, and below it what was being saved; lane names begin with <paramref name="prefix"/>.
    /// Which of a pool's threads took which part is left to chance, so they share a lane.
    /// </summary>
    public IReadOnlyList<LaneSpan> Lanes(string prefix)
    {
        lock (_lock)
        {
            return [.. _spans.OrderBy(span => span.Lane == _lane ? 0 : 1).ThenBy(span => span.Start)
                .ThenBy(span => span.Operation, StringComparer.Ordinal).Select(span => span with { Lane = $"{prefix} {span.Lane}" })];
        }
    }

    private static LaneSpan Span(string lane, string operation, TimeSpan start, TimeSpan end) =>
        new(lane, operation, start.TotalMilliseconds, end.TotalMilliseconds);

    private Rendezvous MeetingOf(int part, int item)
    {
        lock (_lock)
        {
            _order.Add(item);
            if (!_meetings.TryGetValue(part, out var meeting))
            {
                _meetings[part] = meeting = new Rendezvous(_items);
            }
            return meeting;
        }
    }
}
