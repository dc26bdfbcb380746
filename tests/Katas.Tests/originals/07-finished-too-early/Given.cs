// Leave as is: the types around the desk, and the double that stands in for all that it calls.
namespace HonestAsync.Katas.FinishedTooEarly;

/// <summary>What a customer wants; its number is there once.</summary>
public sealed record Order(string Number);

/// <summary>A page for the customer and the tax office.</summary>
public sealed record Invoice(string Number);

/// <summary>The database of orders. Thread safe.</summary>
public interface IOrderDatabase
{
    /// <summary>Takes a connection and begins a transaction on it.</summary>
    ITransaction Begin();
}

/// <summary>A transaction: disposed, it is over and its connection goes back. For one caller at a time.</summary>
public interface ITransaction : IDisposable
{
    /// <summary>Adds an order, in memory.</summary>
    /// <exception cref="OrderException">It cannot be one.</exception>
    void Add(Order order);

    /// <summary>Writes what was added.</summary>
    /// <remarks>
    /// One that is cancelled ends, as cancelled, when the database has taken it back. Whoever disposes the
    /// transaction meanwhile has lost it: nothing is written, and the commit fails.
    /// </remarks>
    Task CommitAsync(CancellationToken cancellationToken = default);
}

/// <summary>What the tax office reads. Thread safe.</summary>
public interface IAuditLog
{
    /// <summary>Adds a line.</summary>
    Task AppendAsync(string line);
}

/// <summary>Makes invoices. Thread safe.</summary>
public interface IInvoiceRenderer
{
    /// <summary>Fonts, tables, some hundred milliseconds of a processor's work.</summary>
    Invoice Render(Order order);
}

/// <summary>Where invoices are kept. Thread safe.</summary>
public interface IInvoiceArchive
{
    /// <summary>Stores an invoice.</summary>
    Task StoreAsync(Invoice invoice);
}

/// <summary>It cannot be an order.</summary>
public sealed class OrderException() : Exception("an order has a number");

/// <summary>Something behind the desk does not work.</summary>
public sealed class OutageException(string what) : Exception($"the {what} failed");

/// <summary>A thing that takes time; each has a beginning and an end.</summary>
public enum Stage
{
    /// <summary>The transaction: from its begin until it is disposed.</summary>
    Transaction,
    /// <summary>The commit.</summary>
    Commit,
    /// <summary>The line in the audit log.</summary>
    Line,
    /// <summary>The rendering.</summary>
    Rendering,
    /// <summary>The storing in the archive.</summary>
    Storing,
    /// <summary>The whole call, as its caller sees it.</summary>
    Call,
}

/// <summary>A stage began, ended well, or ended badly.</summary>
public readonly record struct Happening(Stage Stage, bool IsEnd, string How = "")
{
    /// <inheritdoc/>
    public override string ToString() => $"{FakeShop.Named(Stage)} {(IsEnd ? $"over{How}" : "begins")}";
}

/// <summary>
/// All that the desk calls, for one order. Each stage has a gate: it ends when the test opens it, and fails if the
/// test says so.
/// </summary>
/// <remarks>Thread safe. A rendering takes its thread until its gate opens, unless that is the loop's.</remarks>
public sealed class FakeShop : IOrderDatabase, IAuditLog, IInvoiceRenderer, IInvoiceArchive
{
    private readonly Lock _lock = new();
    private readonly int _home = Environment.CurrentManagedThreadId;
    private readonly List<Happening> _happened = [];
    private readonly List<(Happening What, Gate Gate)> _awaited = [];
    private readonly Dictionary<Stage, Gate> _gates =
        Enum.GetValues<Stage>().ToDictionary(stage => stage, stage => new Gate($"the end of the {Named(stage)}"));
    private int _held;

    /// <summary>A shop in which every stage ends at once, but for those named.</summary>
    public FakeShop(params IEnumerable<Stage> slow) =>
        Enum.GetValues<Stage>().Except(slow).ToList().ForEach(Finish);

    /// <summary>The stages that fail.</summary>
    public IReadOnlyList<Stage> Failing { get; set; } = [];

    /// <summary>What a test does in the moment in which a commit has succeeded; nothing without it.</summary>
    public Action? Saved { get; set; }

    /// <summary>The time that the database takes to take back what was cancelled: until it opens.</summary>
    public Gate TakenBack { get; } = new("the database has taken the commit back");

    /// <summary>The pool's threads that are taken by renderings.</summary>
    public int HeldThreads => Volatile.Read(ref _held);

    /// <summary>Says that something was rendered on the loop's own thread; null if nothing was.</summary>
    public string? AtHome { get; private set; }

    /// <summary>What was used in a way in which it must not be; null if nothing was.</summary>
    public string? Misuse { get; private set => field ??= value; }

    /// <summary>Everything so far, in order (a snapshot).</summary>
    public IReadOnlyList<Happening> Happened => Locked<Happening[]>(() => [.. _happened]);

    /// <summary>What still happened when all calls were over; null if nothing did.</summary>
    public string? Late => Happened.Reverse().TakeWhile(each => each.Stage != Stage.Call).ToList() is { Count: > 0 } late
        ? string.Join(" and the ", late.Select(each => Named(each.Stage)).Distinct()) : null;

    /// <summary>How often a stage has begun, or ended.</summary>
    public int Times(Stage stage, bool isEnd) => Happened.Count(each => each.Stage == stage && each.IsEnd == isEnd);

    /// <summary>Says that a line or an invoice was begun; null if none was.</summary>
    public string? LineOrInvoice => Times(Stage.Line, isEnd: false) + Times(Stage.Rendering, isEnd: false) == 0 ? null
        : "it was not saved, and its line or its invoice was begun";

    /// <summary>The stages that were not done once for each call, or the transaction alone; null if none.</summary>
    public string? NotOnce(bool all)
    {
        int most = all ? int.MaxValue : Times(Stage.Transaction, isEnd: false);
        int calls = Math.Min(most, Times(Stage.Call, isEnd: false));
        string[] wrong = [.. (all ? Enum.GetValues<Stage>() : [Stage.Transaction])
            .Where(stage => Times(stage, isEnd: true) != calls).Select(stage => $"{Named(stage)} {Times(stage, isEnd: true)}")];
        return wrong.Length == 0 ? null : $"how many were done for {calls}: {string.Join(", ", wrong)}";
    }

    /// <summary>Lets a stage end, also when it is still to come.</summary>
    public void Finish(Stage stage) => _gates[stage].Open();

    /// <summary>Lets every stage end.</summary>
    public void FinishAll()
    {
        TakenBack.Open();
        Array.ForEach(Enum.GetValues<Stage>(), Finish);
    }

    /// <summary>Completes once a stage has begun.</summary>
    public Task BegunAsync(Stage stage)
    {
        var gate = new Gate($"the begin of the {Named(stage)}");
        Note(() => _awaited.Add((new Happening(stage, IsEnd: false), gate)));
        return gate.WaitAsync();
    }

    /// <inheritdoc/>
    public ITransaction Begin()
    {
        Note(new Happening(Stage.Transaction, IsEnd: false));
        return new Transaction(this);
    }

    /// <inheritdoc/>
    public Task AppendAsync(string line) => RunAsync(Stage.Line);

    /// <inheritdoc/>
    public Task StoreAsync(Invoice invoice) => RunAsync(Stage.Storing);

    /// <inheritdoc/>
    public Invoice Render(Order order)
    {
        Note(new Happening(Stage.Rendering, IsEnd: false));
        if (Environment.CurrentManagedThreadId == _home)
        {
            AtHome = "the invoice was rendered on the loop's only thread";
        }
        else
        {
            bool ofThePool = Thread.CurrentThread.IsThreadPoolThread;
            Interlocked.Add(ref _held, ofThePool ? 1 : 0);
            // it stands for work: the thread is taken, as it would be by a real renderer
            _gates[Stage.Rendering].WaitAsync().Wait(CancellationToken.None);
            Interlocked.Add(ref _held, ofThePool ? -1 : 0);
        }
        End(Stage.Rendering);
        return new Invoice(order.Number);
    }

    /// <summary>What happened, in order.</summary>
    public override string ToString() => string.Join(", ", Happened);

    /// <summary>What a message calls it.</summary>
    public static string Named(Stage stage) => stage.ToString().ToLowerInvariant();

    /// <summary>How a call ends in which the stage fails.</summary>
    public static string Failed(Stage stage) => $"{nameof(OutageException)}: the {Named(stage)} failed";

    /// <summary>Remembers that this happened now.</summary>
    public void Note(Happening what) => Note(() => _happened.Add(what));

    private async Task RunAsync(Stage stage, CancellationToken cancellationToken = default)
    {
        Note(new Happening(stage, IsEnd: false));
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            await _gates[stage].WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            await TakenBack.WaitAsync(CancellationToken.None).ConfigureAwait(false);
            Note(new Happening(stage, IsEnd: true, " (cancelled)"));
            throw;
        }
        End(stage);
    }

    private void End(Stage stage)
    {
        bool fails = Failing.Contains(stage);
        Note(new Happening(stage, IsEnd: true, fails ? " (failed)" : ""));
        if (fails)
        {
            throw new OutageException(Named(stage));
        }
        (stage == Stage.Commit ? Saved : null)?.Invoke();
    }

    // gates resume who waits for them inline, so they are opened outside the lock
    private void Note(Action change) => Locked(() =>
    {
        change();
        return _awaited.FindAll(each => _happened.Contains(each.What));
    }).ForEach(each => each.Gate.Open());

    private T Locked<T>(Func<T> look)
    {
        lock (_lock)
        {
            return look();
        }
    }

    private sealed class Transaction(FakeShop shop) : ITransaction
    {
        private int _commits;
        private bool _underWay, _disposed;

        public void Add(Order order)
        {
            if (order.Number.Length == 0)
            {
                throw new OrderException();
            }
        }

        public async Task CommitAsync(CancellationToken cancellationToken = default)
        {
            shop.Misuse = _disposed || _commits++ > 0 ? "a transaction that was over was committed" : null;
            _underWay = true;
            try
            {
                await shop.RunAsync(Stage.Commit, cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                _underWay = false;
            }
        }

        public void Dispose()
        {
            shop.Misuse = _underWay ? "the transaction was disposed while its commit was under way"
                : _disposed ? "the transaction was disposed twice" : null;
            _disposed = true;
            shop.Failing = _underWay ? [.. shop.Failing, Stage.Commit] : shop.Failing;
            shop.Note(new Happening(Stage.Transaction, IsEnd: true));
        }
    }
}
