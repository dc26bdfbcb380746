// Leave as is: the types around the report, and the doubles that stand in for the stock and the archive.
namespace HonestAsync.Katas.ChunkAndYield;

/// <summary>Something in the warehouse. It belongs to the event loop's thread and has no locks.</summary>
public interface IStockItem
{
    /// <summary>Where it lies; that never changes.</summary>
    string Hall { get; }

    /// <summary>Works out what it is worth now: 0.02 ms of the loop's thread.</summary>
    /// <exception cref="PriceMissingException">It has no price.</exception>
    decimal WorkOut();
}

/// <summary>What the stock is worth.</summary>
/// <param name="AsOf">When the report was asked for.</param>
/// <param name="Total">All halls together.</param>
/// <param name="ByHall">Each hall in which something lies.</param>
public sealed record StockReport(
    DateTimeOffset AsOf, decimal Total, IReadOnlyDictionary<string, decimal> ByHall);

/// <summary>Keeps reports: a round trip over the network.</summary>
public interface IReportArchive
{
    /// <summary>Keeps one report. Whoever cancels before it is kept is let go at once, and it is not kept.</summary>
    Task KeepAsync(StockReport report, CancellationToken cancellationToken = default);
}

/// <summary>Nobody knows what an item costs.</summary>
public sealed class PriceMissingException() : Exception("an item has no price");

/// <summary>The archive could not be reached.</summary>
public sealed class ArchiveUnavailableException() : Exception("the archive is unavailable");

/// <summary>An archive that answers while its door is open; or fails.</summary>
/// <remarks>It answers inline, on the thread that opens the door; a real driver does the opposite.</remarks>
public sealed class FakeArchive : IReportArchive
{
    private readonly List<StockReport> _kept = [];

    /// <summary>Shut it, and nothing is kept until it is opened.</summary>
    public Gate Door { get; } = new("the archive's answer");

    /// <summary>True: no report can be kept.</summary>
    public bool Fails { get; set; }

    /// <summary>How often it was asked to keep a report.</summary>
    public int Asked { get; private set; }

    /// <summary>The reports that are kept.</summary>
    public IReadOnlyList<StockReport> Kept => _kept;

    /// <inheritdoc/>
    public async Task KeepAsync(StockReport report, CancellationToken cancellationToken = default)
    {
        Asked++;
        await Door.WaitAsync(cancellationToken).ConfigureAwait(false);
        if (Fails)
        {
            throw new ArchiveUnavailableException();
        }
        _kept.Add(report);
    }
}

/// <summary>
/// A robot that wants a turn of the loop whenever somebody works there, and says how long it waited for it.
/// </summary>
/// <remarks>Time is the virtual processor time that is spent on items: nobody's machine matters.</remarks>
public sealed class Robot(EventLoop loop, VirtualTime time)
{
    private readonly Lock _lock = new();
    private TimeSpan? _waitingSince;

    /// <summary>How often it had a turn.</summary>
    public int Turns { get; private set; }

    /// <summary>The longest that it had to wait for one.</summary>
    public TimeSpan LongestWait { get; private set; }

    /// <summary>Happens in each of its turns.</summary>
    public Action? Turn { get; set; }

    /// <summary>Asks for a turn, unless it waits for one already.</summary>
    public void WantTurn()
    {
        lock (_lock)
        {
            if (_waitingSince is null)
            {
                _waitingSince = time.Spent;
                loop.Post(_ => HaveTurn(), null);
            }
        }
    }

    private void HaveTurn()
    {
        lock (_lock)
        {
            var wait = time.Spent - _waitingSince!.Value;
            LongestWait = wait > LongestWait ? wait : LongestWait;
            _waitingSince = null;
            Turns++;
        }
        Turn?.Invoke();
    }
}

/// <summary>A warehouse with its stock, its robot and its archive; make it on the loop's thread.</summary>
public sealed class Warehouse
{
    private static readonly string[] s_halls = ["north", "south", "yard"];
    private readonly Lock _lock = new();
    private readonly int _home = Environment.CurrentManagedThreadId;
    private readonly List<Item> _stock = [];
    private int _strays;
    private int _workedOut;

    /// <summary>A warehouse without stock.</summary>
    public Warehouse(EventLoop loop)
    {
        Robot = new Robot(loop, Time);
        Rest = new ThreadPoolQuiescence(loop, () => 0);
        Reporting = new StockReporting(Archive, Time);
        Archive.Door.Open();
        // so that a time that nobody has looked at is not the right one by chance
        Time.Advance(TimeSpan.FromHours(7));
    }

    /// <summary>Virtual processor time that one item costs.</summary>
    public static TimeSpan Cost { get; } = TimeSpan.FromMilliseconds(0.02);

    /// <summary>Its clock; nobody moves it but who works.</summary>
    public VirtualTime Time { get; } = new();

    /// <summary>Its robot.</summary>
    public Robot Robot { get; }

    /// <summary>Comes when whatever is on its way to the loop or to the pool has had its turn.</summary>
    public ThreadPoolQuiescence Rest { get; }

    /// <summary>Its archive.</summary>
    public FakeArchive Archive { get; } = new();

    /// <summary>What is tested.</summary>
    public StockReporting Reporting { get; }

    /// <summary>Items worked out so far, in all reports.</summary>
    public int WorkedOut => Volatile.Read(ref _workedOut);

    /// <summary>Items that were worked out on another thread than the loop's.</summary>
    public int Strays => Volatile.Read(ref _strays);

    /// <summary>Happens when an item is being worked out; it gets how many have been.</summary>
    public Action<int>? Working { get; set; }

    /// <summary>New stock, whose items are worth 1, 2, 3 and so on.</summary>
    /// <param name="count">How many items.</param>
    /// <param name="priceless">The place of an item without a price; 0: all have one.</param>
    public IList<IStockItem> NewStock(int count, int priceless = 0)
    {
        _stock.Clear();
        _stock.AddRange(Enumerable.Range(1, count)
            .Select(number => new Item(this, s_halls[number % 3], number == priceless ? null : number)));
        return [.. _stock];
    }

    /// <summary>One more item, worth a million.</summary>
    public IStockItem NewItem() => new Item(this, "yard", 1_000_000);

    /// <summary>What a report over the newest stock must say, in words.</summary>
    public string Right(DateTimeOffset asOf)
    {
        var byHall = _stock.GroupBy(item => item.Hall)
            .ToDictionary(hall => hall.Key, hall => hall.Sum(item => item.Worth ?? 0));
        return InWords(new StockReport(asOf, byHall.Values.Sum(), byHall));
    }

    /// <summary>How many of the newest stock were worked out more or less often than that.</summary>
    public int NotWorkedOut(int times = 1) => _stock.Count(item => item.Times != times);

    /// <summary>A report in words.</summary>
    public static string InWords(StockReport report) => $"{report.Total} as of {report.AsOf:HH:mm:ss.fff}, "
        + string.Join(", ", report.ByHall.OrderBy(hall => hall.Key, StringComparer.Ordinal)
            .Select(hall => $"{hall.Key} {hall.Value}"));

    /// <summary>How a report ended, in words.</summary>
    public static async Task<string> EndOfAsync(Task<StockReport> report)
    {
        var gate = new Gate("the end of a report");
        _ = report.ContinueWith(_ => gate.Open(), TaskScheduler.Default);
        await gate.WaitAsync();
        // a turn that the robot has asked for comes before whatever follows, also where the end was there at once
        await Task.Yield();
        return report.IsCanceled ? "cancelled"
            : report.Exception?.InnerException?.GetType().Name ?? InWords(await report);
    }

    /// <summary>Asks for reports over nine items each, and shuts the archive's door: there they wait.</summary>
    public async Task<Task<StockReport>[]> AtTheArchiveAsync(
        int count = 1, CancellationToken cancellationToken = default)
    {
        Archive.Door.Close();
        var reports = new Task<StockReport>[count];
        for (int i = 0; i < count; i++)
        {
            reports[i] = Reporting.MakeAsync([.. NewStock(9)], cancellationToken);
        }
        await Rest.WaitAsync();
        return reports;
    }

    private decimal WorkOut(Item item)
    {
        if (Environment.CurrentManagedThreadId != _home)
        {
            Interlocked.Increment(ref _strays);
        }
        Robot.WantTurn();
        lock (_lock)
        {
            Time.Spend(Cost);
        }
        int done = Interlocked.Increment(ref _workedOut);
        Working?.Invoke(done);
        return item.Worth ?? throw new PriceMissingException();
    }

    private sealed class Item(Warehouse warehouse, string hall, decimal? worth) : IStockItem
    {
        private int _times;

        public string Hall => hall;

        public decimal? Worth => worth;

        public int Times => Volatile.Read(ref _times);

        public decimal WorkOut()
        {
            Interlocked.Increment(ref _times);
            return warehouse.WorkOut(this);
        }
    }
}
