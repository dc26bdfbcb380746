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
    /// <summary>Adds a line; that of an order says which one was placed.</summary>
    /// <remarks>May fail by the call itself, before there is a task.</remarks>
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
    /// <remarks>May fail by the call itself, before there is a task.</remarks>
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

/// <summary>A stage of an order began, ended well, or ended badly; a transaction learns later whose it is.</summary>
public readonly record struct Happening(Stage Stage, bool IsEnd, string Number, string How = "")
{
    /// <inheritdoc/>
    public override string ToString() => $"{FakeShop.Named(Stage)} {(IsEnd ? $"over{How}" : "begins")}";
}

/// <summary>
/// All that the desk calls. Each stage has a gate: it ends when the test opens it, and fails if the test says so.
/// </summary>
/// <remarks>Thread safe. A rendering takes its thread until its gate opens, unless that is the loop's.</remarks>
public sealed class FakeShop : IOrderDatabase, IAuditLog, IInvoiceRenderer, IInvoiceArchive
{
    private readonly Lock _lock = new();
    private readonly int _home = Environment.CurrentManagedThreadId;
    private readonly List<Happening> _happened = [];
    private readonly List<(Stage What, Gate Gate)> _awaited = [];
    private readonly Dictionary<Stage, Gate> _gates =
        Enum.GetValues<Stage>().ToDictionary(stage => stage, stage => new Gate($"the end of the {Named(stage)}"));
    private int _held;

    /// <summary>A shop in which every stage ends at once, but for those named.</summary>
    public FakeShop(params IEnumerable<Stage> slow) =>
        Enum.GetValues<Stage>().Except(slow).ToList().ForEach(Finish);

    /// <summary>The stages that fail.</summary>
    public IReadOnlyList<Stage> Failing { get; set; } = [];

    /// <summary>Of those that fail, the stages that end as cancelled, although nobody here cancelled them.</summary>
    public IReadOnlyList<Stage> GivingUp { get; set; } = [];

    /// <summary>True: a line that fails does so by the call itself, before there is a task.</summary>
    public bool FailsAtOnce { get; set; }

    /// <summary>What a test does in the moment in which a commit has succeeded; nothing without it.</summary>
    public Action? Saved { get; set; }

    /// <summary>The time that the database takes to take back what was cancelled: until it opens.</summary>
    public Gate TakenBack { get; } = new("the database has taken the commit back");

    /// <summary>
    /// The pool's threads that are taken by renderings; once those may end their threads work again, even before they wake up.
    /// </summary>
    public int HeldThreads => _gates[Stage.Rendering].IsOpen ? 0 : Volatile.Read(ref _held);

    /// <summary>Says that something was rendered on the loop's own thread; null if nothing was.</summary>
    public string? AtHome { get; private set; }

    /// <summary>What was used in a way in which it must not be; null if nothing was.</summary>
    public string? Misuse { get; private set => field ??= value; }

    /// <summary>Everything so far, in order (a snapshot).</summary>
    public IReadOnlyList<Happening> Happened => Locked<Happening[]>(() => [.. _happened]);

    /// <summary>What still happened when its call, or every call, was over; null if nothing did.</summary>
    public string? Late
    {
        get
        {
            var over = new HashSet<string>();
            var late = new List<string>();
            int calls = Times(Stage.Call, isEnd: false);
            foreach (var each in Happened)
            {
                if (each.Stage == Stage.Call)
                {
                    _ = each.IsEnd && over.Add(each.Number);
                }
                else if (over.Contains(each.Number) || over.Count == calls)
                {
                    late.Add(Named(each.Stage));
                }
            }
            string[] stages = [.. late.Distinct()];
            return late.Count == 0 ? null
                : $"when the call was over, the {string.Join(" and the ", stages)} {(stages.Length > 1 ? "were" : "was")} not";
        }
    }

    /// <summary>How often a stage has begun, or ended.</summary>
    public int Times(Stage stage, bool isEnd) => Happened.Count(each => each.Stage == stage && each.IsEnd == isEnd);

    /// <summary>Says that a line or an invoice was begun; null if none was.</summary>
    public string? LineOrInvoice => Times(Stage.Line, isEnd: false) + Times(Stage.Rendering, isEnd: false) == 0 ? null
        : "it was not saved, and its line or its invoice was begun";

    /// <summary>
    /// An order for which not all was done once, or not the transaction alone, and what is wrong; null if there is none.
    /// </summary>
    public (string? Number, string What)? NotOnce(bool all)
    {
        var ended = Happened.Where(each => each.IsEnd).ToList();
        string[] numbers = [.. ended.Where(each => each.Stage == Stage.Call).Select(each => each.Number)];
        Stage[] stages = all ? Enum.GetValues<Stage>() : [Stage.Transaction];
        // whoever was not saved need not have begun a transaction, nor have added the order to it
        int times = all || Times(Stage.Transaction, isEnd: false) > 0 ? 1 : 0;
        foreach (string number in numbers)
        {
            string[] wrong = [.. stages
                .Select(stage => (stage, Times: ended.Count(each => each.Stage == stage
                    && (each.Number == number || (!all && each.Number.Length == 0)))))
                .Where(each => each.Times != times).Select(each => $"{Named(each.stage)} {each.Times}")];
            if (wrong.Length > 0)
            {
                return (number, $"of order {number} were done: {string.Join(", ", wrong)}");
            }
        }
        return ended.Find(each => all && !numbers.Contains(each.Number)) is { Number: not null } stray
            ? (null, $"a {Named(stray.Stage)} belongs to no order: '{stray.Number}'") : null;
    }

    /// <summary>The first things that happened, in order: all of them, or those of an order among several.</summary>
    public string InOrder(string? number = null)
    {
        const int Most = 14;
        var all = Happened;
        string[] numbers = [.. all.Where(each => each is { Stage: Stage.Call, IsEnd: false }).Select(each => each.Number)];
        // where there is one order, what is another's stands out
        string? shown = numbers.Length == 1 ? numbers[0] : number;
        string[] what = [.. all.Where(each => numbers.Length == 1 || number is null || each.Number == number)
            .Select(each => each.Number.Length == 0 || each.Number == shown ? $"{each}" : $"{each} ({each.Number})")];
        return (number is null || numbers.Length == 1 ? "" : $"for {number}: ")
            + string.Join(", ", what.Take(Most)) + (what.Length > Most ? $" and {what.Length - Most} more" : "");
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
        Note(() => _awaited.Add((stage, gate)));
        return gate.WaitAsync();
    }

    /// <inheritdoc/>
    public ITransaction Begin()
    {
        Note(new Happening(Stage.Transaction, IsEnd: false, ""));
        return new Transaction(this);
    }

    /// <inheritdoc/>
    public Task AppendAsync(string line)
    {
        // what it says is all that tells whose it is
        string number = line.Split(' ') is ["order", var named, "was", "placed"] ? named : line;
        if (FailsAtOnce && Failing.Contains(Stage.Line))
        {
            Note(new Happening(Stage.Line, IsEnd: false, number));
            End(Stage.Line, number);
        }
        return RunAsync(Stage.Line, number);
    }

    /// <inheritdoc/>
    public Task StoreAsync(Invoice invoice) => RunAsync(Stage.Storing, invoice.Number);

    /// <inheritdoc/>
    public Invoice Render(Order order)
    {
        Note(new Happening(Stage.Rendering, IsEnd: false, order.Number));
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
        End(Stage.Rendering, order.Number);
        return new Invoice(order.Number);
    }

    /// <summary>What a message calls it.</summary>
    public static string Named(Stage stage) => stage.ToString().ToLowerInvariant();

    /// <summary>How a call ends in which the stage fails.</summary>
    public static string Failed(Stage stage) => $"{nameof(OutageException)}: the {Named(stage)} failed";

    /// <summary>Remembers that this happened now.</summary>
    public void Note(Happening what) => Note(() => _happened.Add(what));

    private async Task RunAsync(Stage stage, string number, CancellationToken cancellationToken = default)
    {
        Note(new Happening(stage, IsEnd: false, number));
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            await _gates[stage].WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            await TakenBack.WaitAsync(CancellationToken.None).ConfigureAwait(false);
            Note(new Happening(stage, IsEnd: true, number, " (cancelled)"));
            throw;
        }
        End(stage, number);
    }

    private void End(Stage stage, string number)
    {
        bool fails = Failing.Contains(stage);
        bool givesUp = fails && GivingUp.Contains(stage);
        Note(new Happening(stage, IsEnd: true, number, givesUp ? " (gave up, as cancelled)" : fails ? " (failed)" : ""));
        if (fails)
        {
            throw givesUp ? new TaskCanceledException($"the {Named(stage)} gave up") : new OutageException(Named(stage));
        }
        (stage == Stage.Commit ? Saved : null)?.Invoke();
    }

    // gates resume who waits for them inline, so they are opened outside the lock
    private void Note(Action change) => Locked(() =>
    {
        change();
        return _awaited.FindAll(each => _happened.Exists(what => what.Stage == each.What && !what.IsEnd));
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
        private string _number = "";

        public void Add(Order order)
        {
            if (order.Number.Length == 0)
            {
                throw new OrderException();
            }
            shop.Misuse = _number.Length > 0 ? "two orders were added to one transaction" : null;
            _number = order.Number;
        }

        public async Task CommitAsync(CancellationToken cancellationToken = default)
        {
            shop.Misuse = _disposed || _commits++ > 0 ? "a transaction that was over was committed"
                : _number.Length == 0 ? "a transaction was committed to which no order had been added" : null;
            _underWay = true;
            try
            {
                await shop.RunAsync(Stage.Commit, _number, cancellationToken).ConfigureAwait(false);
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
            shop.Note(new Happening(Stage.Transaction, IsEnd: true, _number));
        }
    }
}
