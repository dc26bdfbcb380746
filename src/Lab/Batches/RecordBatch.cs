namespace HonestAsync.Lab;

/// <summary>
/// A batch of records that one event loop reads from a store, on virtual time. The loop has other work, too: a ticker
/// that wants a turn every virtual millisecond. One run each.
/// </summary>
public sealed class RecordBatch
{
    private static readonly TimeSpan s_tick = TimeSpan.FromMilliseconds(1);
    private readonly VirtualTime _time = new();
    private readonly ConcurrencyProbe _asked = new();
    private readonly List<LaneSpan> _spans = [];
    private readonly FakePool _places;
    private readonly Func<int, TimeSpan> _takes;
    private bool _over;

    private RecordBatch(Func<int, TimeSpan> takes, int capacity) => (_takes, _places) = (takes, new FakePool(capacity));

    /// <summary>The most reads that were asked for and not yet answered.</summary>
    public int MostInFlight => _asked.Max;

    /// <summary>Turns of the ticker while the batch ran: how often the loop was free for other work.</summary>
    public int OtherTurns { get; private set; }

    /// <summary>Virtual time of the batch.</summary>
    public TimeSpan Took { get; private set; }

    /// <summary>Runs a batch to its end.</summary>
    /// <param name="takes">Virtual time that the store works on the record with this id.</param>
    /// <param name="batch">The loop over the records.</param>
    /// <param name="capacity">Reads that the store works on at once; the others queue.</param>
    public static RecordBatch Run(Func<int, TimeSpan> takes, Func<RecordBatch, Task> batch, int capacity = int.MaxValue)
    {
        ArgumentNullException.ThrowIfNull(takes);
        ArgumentNullException.ThrowIfNull(batch);
        var run = new RecordBatch(takes, capacity);
        new EventLoop(run._time).Run(() => Task.WhenAll(run.TickAsync(), run.ToTheEndAsync(batch)));
        return run;
    }

    /// <summary>One read; the call returns immediately, and the record arrives later.</summary>
    public async Task<int> ReadAsync(int id)
    {
        var start = _time.Elapsed;
        using (_asked.Enter())
        {
            // the store answers without a context; the code that awaits this read decides where it resumes
            using var place = await _places.RentAsync().ConfigureAwait(false);
            await Task.Delay(_takes(id), _time).ConfigureAwait(false);
        }
        _spans.Add(Span(id, start));
        return id;
    }

    /// <summary>One read that blocks the loop's thread until the record arrives.</summary>
    public int Read(int id)
    {
        var start = _time.Elapsed;
        using (_asked.Enter())
        {
            _time.Advance(_takes(id));
        }
        _spans.Add(Span(id, start));
        return id;
    }

    /// <summary>Computes for as long as the read of this record would take, on the loop's thread.</summary>
    public void Compute(int id) => _time.Spend(_takes(id));

    /// <summary>Which read was in flight when; in one lane, overlapping reads one below the other.</summary>
    public IReadOnlyList<LaneSpan> Lanes(string lane) =>
        [.. _spans.OrderBy(span => span.Start).ThenBy(span => span.Operation, StringComparer.Ordinal).Select(span => span with { Lane = lane })];

    private LaneSpan Span(int id, TimeSpan start) =>
        new("reads", $"record {id + 1}", start.TotalMilliseconds, _time.Elapsed.TotalMilliseconds);

    private async Task ToTheEndAsync(Func<RecordBatch, Task> batch)
    {
        await batch(this);
        Took = _time.Elapsed;
        _over = true;
    }

    private async Task TickAsync()
    {
        while (!_over)
        {
            await Task.Delay(s_tick, _time);
            OtherTurns += _over ? 0 : 1;
        }
    }
}
