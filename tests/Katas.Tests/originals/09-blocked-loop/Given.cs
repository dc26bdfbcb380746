// Leave as is: the types around the service, and the doubles that stand in for the log, the parser and the book.
namespace HonestAsync.Katas.BlockedLoop;

/// <summary>What a partner sends; the document is XML and may have megabytes.</summary>
public sealed record Webhook(string Id, string Document);

/// <summary>What a document says.</summary>
public sealed record Order(string Number, int Lines);

/// <summary>What the partner gets.</summary>
public sealed record Receipt(string WebhookId, string OrderNumber, int Lines);

/// <summary>Keeps webhooks, so that none is lost: one call is one write over the network.</summary>
public interface IWebhookLog
{
    /// <summary>Keeps one webhook.</summary>
    Task KeepAsync(Webhook webhook, CancellationToken cancellationToken = default);
}

/// <summary>Reads documents.</summary>
public interface IOrderParser
{
    /// <summary>Reads one document: processor work from start to end. Thread safe; it cannot be broken off.</summary>
    /// <exception cref="FormatException">The document is no order.</exception>
    Order Parse(string document);
}

/// <summary>The orders of the day, in memory. It belongs to the event loop's thread and has no locks.</summary>
public interface IOrderBook
{
    /// <summary>Enters an order.</summary>
    void Enter(string webhookId, Order order);

    /// <summary>Notes a webhook whose document is no order.</summary>
    void Reject(string webhookId, string reason);
}

/// <summary>The log could not be reached.</summary>
public sealed class LogUnavailableException() : Exception("the log is unavailable");

/// <summary>A log that answers while its door is open; or fails.</summary>
/// <remarks>It answers inline, on the thread that opens the door; a real driver does the opposite.</remarks>
public sealed class FakeLog : IWebhookLog
{
    private int _kept;
    /// <summary>Shut it, and no write is answered until it is opened.</summary>
    public Gate Door { get; } = new("the log's answer");

    /// <summary>True: no write succeeds.</summary>
    public bool Fails { get; set; }

    /// <summary>Webhooks that are kept.</summary>
    public int Kept => Volatile.Read(ref _kept);

    /// <inheritdoc/>
    public async Task KeepAsync(Webhook webhook, CancellationToken cancellationToken = default)
    {
        await Door.WaitAsync(cancellationToken).ConfigureAwait(false);
        if (Fails)
        {
            throw new LogUnavailableException();
        }
        Interlocked.Increment(ref _kept);
    }
}

/// <summary>A parser whose documents take as long as the test wants: <c>number:lines</c> is an order.</summary>
/// <remarks>
/// On another thread than the one that made it, a parse keeps its thread until the test finishes it. On that very
/// thread, the loop's, it costs <see cref="Cost"/> of virtual processor time instead: nobody could finish it.
/// </remarks>
public sealed class FakeParser(VirtualTime time) : IOrderParser
{
    private readonly Lock _lock = new();
    private readonly int _home = Environment.CurrentManagedThreadId;
    private readonly ConcurrencyProbe _probe = new();
    private readonly List<(TaskCompletionSource End, bool IsOnPool)> _inside = [];
    private readonly List<string> _begun = [];
    private readonly List<(int Count, Gate Gate)> _awaited = [];
    private readonly TaskCompletionSource _crowded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _open;

    /// <summary>Virtual processor time that one document costs.</summary>
    public static TimeSpan Cost { get; } = TimeSpan.FromMilliseconds(80);

    /// <summary>The most documents that were parsed at once.</summary>
    public int Max => _probe.Max;

    /// <summary>The documents that are being parsed.</summary>
    public int Now => _probe.Current;

    /// <summary>
    /// The pool's threads that are taken by parses; one whose parse is finished works again, even before it wakes up.
    /// </summary>
    public int HeldThreads
    {
        get
        {
            lock (_lock)
            {
                return _inside.Count(each => each.IsOnPool);
            }
        }
    }

    /// <summary>Completes once more than two documents are parsed at a time.</summary>
    public Task Crowded => _crowded.Task;

    /// <summary>The documents whose parse has begun, in that order (a snapshot).</summary>
    public IReadOnlyList<string> Begun
    {
        get
        {
            lock (_lock)
            {
                return [.. _begun];
            }
        }
    }

    /// <inheritdoc/>
    public Order Parse(string document)
    {
        using (_probe.Enter())
        {
            var end = Begin(document);
            if (Environment.CurrentManagedThreadId == _home)
            {
                time.Spend(Cost);
            }
            else
            {
                // it stands for work: the thread is taken, as it would be by a real parser
                end.Wait();
            }
        }
        return document.Split(':') is [var number, var lines] && int.TryParse(lines, out int count)
            ? new Order(number, count)
            : throw new FormatException($"'{document}' is no order");
    }

    /// <summary>Completes once that many parses have begun, counted from the first.</summary>
    public Task BegunAsync(int count, string wanted = "two at a time are wanted")
    {
        var gate = new Gate($"the begin of parse {count} ({wanted})");
        lock (_lock)
        {
            if (_begun.Count >= count)
            {
                gate.Open();
            }
            _awaited.Add((count, gate));
        }
        return gate.WaitAsync();
    }

    /// <summary>Finishes the parse that has been going on for longest, or the newest, if there is one.</summary>
    public void FinishOne(bool newest = false)
    {
        TaskCompletionSource? end = null;
        lock (_lock)
        {
            if (_inside.Count > 0)
            {
                int which = newest ? _inside.Count - 1 : 0;
                end = _inside[which].End;
                _inside.RemoveAt(which);
            }
        }
        end?.TrySetResult();
    }

    /// <summary>Parses that are still to come take until the test finishes them, again.</summary>
    public void Hold()
    {
        lock (_lock)
        {
            _open = false;
        }
    }

    /// <summary>Finishes every parse, also those that are still to come.</summary>
    public void FinishAll()
    {
        List<TaskCompletionSource> all;
        lock (_lock)
        {
            _open = true;
            all = [.. _inside.Select(each => each.End)];
            _inside.Clear();
        }
        all.ForEach(end => end.TrySetResult());
    }

    private Task Begin(string document)
    {
        var end = new TaskCompletionSource();
        List<Gate> reached;
        lock (_lock)
        {
            _begun.Add(document);
            if (_open)
            {
                end.SetResult();
            }
            else if (Environment.CurrentManagedThreadId != _home)
            {
                _inside.Add((end, Thread.CurrentThread.IsThreadPoolThread));
            }
            reached = [.. _awaited.Where(each => each.Count <= _begun.Count).Select(each => each.Gate)];
        }
        if (_probe.Current > 2)
        {
            _crowded.TrySetResult();
        }
        reached.ForEach(gate => gate.Open());
        return end.Task;
    }
}

/// <summary>A book that notes who touches it from another thread than the one that made it.</summary>
public sealed class FakeBook : IOrderBook
{
    private readonly Lock _lock = new();
    private readonly int _home = Environment.CurrentManagedThreadId;
    private readonly List<string> _orders = [], _rejected = [], _strays = [];

    /// <summary>Called when an order has been entered, on the thread that did so.</summary>
    public Action? Entered { get; set; }

    /// <summary>The numbers of the orders in it.</summary>
    public IReadOnlyList<string> Orders => Snapshot(_orders);

    /// <summary>The webhooks that were rejected.</summary>
    public IReadOnlyList<string> Rejected => Snapshot(_rejected);

    /// <summary>What was done to it on another thread than the loop's.</summary>
    public IReadOnlyList<string> Strays => Snapshot(_strays);

    /// <inheritdoc/>
    public void Enter(string webhookId, Order order)
    {
        Note(_orders, order.Number, $"enter {order.Number}");
        Entered?.Invoke();
    }

    /// <inheritdoc/>
    public void Reject(string webhookId, string reason) => Note(_rejected, webhookId, $"reject {webhookId}");

    private void Note(List<string> where, string what, string touch)
    {
        lock (_lock)
        {
            where.Add(what);
            if (Environment.CurrentManagedThreadId != _home)
            {
                _strays.Add(touch);
            }
        }
    }

    private string[] Snapshot(List<string> list)
    {
        lock (_lock)
        {
            return [.. list];
        }
    }
}

/// <summary>Posts a beat to the loop every 10 virtual milliseconds and notes how late it came to its turn.</summary>
public sealed class Heart : IDisposable
{
    private static readonly TimeSpan s_period = TimeSpan.FromMilliseconds(10);
    private readonly VirtualTime _time;
    private readonly EventLoop _loop;
    private readonly ITimer _timer;

    /// <summary>A heart that begins to beat now.</summary>
    public Heart(EventLoop loop, VirtualTime time)
    {
        (_loop, _time) = (loop, time);
        _timer = time.CreateTimer(_ => Beat(), null, s_period, s_period);
    }

    /// <summary>Beats so far.</summary>
    public int Beats { get; private set; }

    /// <summary>The longest that a beat waited for its turn, in virtual milliseconds.</summary>
    public double LatestBy { get; private set; }

    /// <summary>Lets time go on until that many more beats were due, each with a turn of the loop.</summary>
    public async Task BeatAsync(int count)
    {
        for (int i = 0; i < count; i++)
        {
            _time.Advance(s_period);
            await Task.Yield();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    private void Beat()
    {
        var due = _time.Elapsed;
        _loop.Post(_ =>
        {
            Beats++;
            LatestBy = Math.Max(LatestBy, (_time.Elapsed - due).TotalMilliseconds);
        }, null);
    }
}
