// Leave as is: the types around the events, and the doubles that stand in for the departments.
namespace HonestAsync.Katas.AsyncVoidHandler;

/// <summary>What a customer wants.</summary>
public sealed record Order(string Number);

/// <summary>A department that hears of orders.</summary>
public interface IOrderHandler
{
    /// <summary>Does what there is to do for one order; it takes a while, and it may fail at once.</summary>
    Task HandleAsync(Order order, CancellationToken cancellationToken = default);
}

/// <summary>A department could not do its work.</summary>
public sealed class DepartmentException(string department) : Exception($"{department} is down");

/// <summary>How a department goes about its work.</summary>
public enum Way
{
    /// <summary>It waits once, and is done.</summary>
    Works,
    /// <summary>It is done when the call returns.</summary>
    WorksAtOnce,
    /// <summary>It throws when it is called.</summary>
    FailsAtOnce,
    /// <summary>It waits, and then throws.</summary>
    FailsLater,
    /// <summary>It has a time limit of its own, and runs into it: nobody has cancelled.</summary>
    RunsOutOfTime,
    /// <summary>It hears that the caller has cancelled, and fails while it puts things away.</summary>
    FailsWhenCancelled,
}

/// <summary>
/// A department that remembers what it did. The <see cref="ScriptedDependency"/> says when each of its waits ends; who is
/// cancelled puts things away first, which takes a while, too.
/// </summary>
/// <remarks>Thread safe. Waits end inline, on the answering thread; a real driver does the opposite.</remarks>
public sealed class FakeDepartment(ScriptedDependency script, string name, Action<string>? note = null) : IOrderHandler
{
    private readonly Lock _lock = new();
    private readonly List<Order> _called = [], _done = [], _underWay = [];
    private readonly List<Exception> _thrown = [];

    /// <summary>What messages call it.</summary>
    public string Name => name;

    /// <summary>How it works.</summary>
    public Way Way { get; set; } = Way.Works;

    /// <summary>The one order with which it goes about like that; null: with all.</summary>
    public Order? Only { get; set; }

    /// <summary>Happens when it is called, before anything else.</summary>
    public Action? Called { get; set; }

    /// <summary>The orders it was called for (a snapshot).</summary>
    public IReadOnlyList<Order> Calls => Snapshot(_called);

    /// <summary>The orders for which it has done its work (a snapshot).</summary>
    public IReadOnlyList<Order> Done => Snapshot(_done);

    /// <summary>The orders on which it is at work, or for which it puts things away (a snapshot).</summary>
    public IReadOnlyList<Order> UnderWay => Snapshot(_underWay);

    /// <summary>What it has thrown (a snapshot).</summary>
    public IReadOnlyList<Exception> Thrown => Snapshot(_thrown);

    /// <inheritdoc/>
    public Task HandleAsync(Order order, CancellationToken cancellationToken = default)
    {
        Note(_called, order, $"{name} is called for {order.Number}");
        Called?.Invoke();
        var way = Only is null || Only == order ? Way : Way.Works;
        if (way == Way.FailsAtOnce)
        {
            // not in an async method: it reaches whoever calls, not whoever awaits
            throw Threw(new DepartmentException(name));
        }
        return WorkAsync(order, way, cancellationToken);
    }

    private async Task WorkAsync(Order order, Way way, CancellationToken cancellationToken)
    {
        Note(_underWay, order);
        try
        {
            var wait = way == Way.WorksAtOnce ? Task.CompletedTask
                : script.CallAsync(name, cancellationToken: cancellationToken);
            await wait.ConfigureAwait(false);
            if (way is Way.FailsLater or Way.RunsOutOfTime)
            {
                throw way == Way.FailsLater ? new DepartmentException(name)
                    : new TaskCanceledException($"{name} has a time limit of its own, and ran into it");
            }
            Note(_done, order, $"{name} is done with {order.Number}");
        }
        catch (OperationCanceledException error) when (cancellationToken.IsCancellationRequested)
        {
            note?.Invoke($"{name} hears that {order.Number} is cancelled");
            await script.CallAsync(name, cancellationToken: CancellationToken.None).ConfigureAwait(false);
            throw Threw(way == Way.FailsWhenCancelled ? new DepartmentException(name) : error);
        }
        catch (Exception error)
        {
            Threw(error);
            throw;
        }
        finally
        {
            lock (_lock)
            {
                _underWay.Remove(order);
            }
        }
    }

    private Exception Threw(Exception error)
    {
        Note(_thrown, error, $"{name} throws {error.GetType().Name}");
        return error;
    }

    private void Note<T>(List<T> where, T what, string? happened = null)
    {
        lock (_lock)
        {
            where.Add(what);
        }
        if (happened is not null)
        {
            note?.Invoke(happened);
        }
    }

    private T[] Snapshot<T>(List<T> list)
    {
        lock (_lock)
        {
            return [.. list];
        }
    }
}

/// <summary>One order that is published, and what can be said of it afterwards.</summary>
public sealed class Publication(Order order, Shop shop)
{
    private Exception? _error;
    private CancellationToken _caller;
    private IReadOnlyList<string> _leftBehind = [];

    /// <summary>What is published.</summary>
    public Order Order => order;

    /// <summary>True once whoever published knows how it ended.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>True when whoever published was told that all is well.</summary>
    public bool IsWell => HasEnded && _error is null;

    /// <summary>True when it ended as cancelled, or with nothing but cancellations.</summary>
    public bool IsCancelled => _error is OperationCanceledException
        || (_error is AggregateException && Errors.Length > 0 && !Errors.Any(IsFailure));

    /// <summary>What whoever published was told.</summary>
    public string Told => !HasEnded ? "nothing"
        : _error is null ? "that all is well"
        : _error is AggregateException ? $"AggregateException of {Shop.Listed(Errors.Select(Text))}"
        : $"only {Text(_error)}";

    private Exception[] Errors => _error is AggregateException all ? [.. all.Flatten().InnerExceptions] : [];

    /// <summary>Publishes the order, and notes what comes of it.</summary>
    public async Task RunAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            await shop.Events.PublishAsync(order, _caller = cancellationToken);
        }
        catch (Exception error)
        {
            _error = error;
        }
        HasEnded = true;
        _leftBehind = [.. shop.Departments.Where(one => one.UnderWay.Contains(order)).Select(one => one.Name)];
        shop.Note($"whoever published {order.Number} is told {Told}");
    }

    /// <summary>Departments that were still at work on the order, in words; null if none was.</summary>
    public string? Left() => _leftBehind.Count == 0 ? null : $"still at work: {Shop.Listed(_leftBehind)}";

    /// <summary>What whoever published was not told of; null if it was right.</summary>
    /// <param name="thrown">What they threw. Cancellations may be copies: their number counts.</param>
    /// <param name="failuresOnly">True: cancellations may be missing, but not time limits.</param>
    public string? NotToldOf(IReadOnlyList<Exception> thrown, bool failuresOnly = false)
    {
        var (failures, told) = (thrown.Where(IsFailure).ToHashSet(), Errors.Where(IsFailure).ToList());
        bool right = failures.SetEquals(told) && failures.Count == told.Count;
        right &= failuresOnly ? Errors.Count(IsTimeLimit) >= thrown.Count(IsTimeLimit)
            : thrown.Count == Errors.Length && IsWell == (thrown.Count == 0);
        return right ? null : $"thrown: {Shop.Listed(thrown.Select(Text))}; the publisher was told {Told}";
    }

    private static bool IsFailure(Exception error) => error is not OperationCanceledException;

    private bool IsTimeLimit(Exception error) =>
        error is OperationCanceledException cancelled && cancelled.CancellationToken != _caller;

    private static string Text(Exception error) =>
        $"{(error is DepartmentException ? "" : $"{error.GetType().Name} ")}'{error.Message}'";
}

/// <summary>Some departments that are subscribed, and what happened among them.</summary>
public sealed class Shop
{
    private static readonly string[] s_names = ["stock", "invoices", "labels"];
    private readonly Lock _lock = new();
    private readonly List<string> _happened = [];
    private readonly List<Publication> _publications = [];
    private readonly ThreadPoolQuiescence _rest;
    private readonly bool _newestFirst;

    /// <summary>A department for each of the <paramref name="ways"/>.</summary>
    /// <param name="loop">Where orders are published.</param>
    /// <param name="ways">How the departments work.</param>
    /// <param name="newestFirst">True: who came last to a wait goes on first.</param>
    public Shop(EventLoop loop, Way[] ways, bool newestFirst = false)
    {
        (_rest, _newestFirst) = (new ThreadPoolQuiescence(loop, () => 0), newestFirst);
        Departments =
            [.. ways.Select((way, at) => new FakeDepartment(Script, s_names[at], Note) { Way = way })];
        Subscriptions = [.. Departments.Select(Events.Subscribe)];
    }

    /// <summary>Says when waits end.</summary>
    public ScriptedDependency Script { get; } = new("departments");

    /// <summary>What is tested.</summary>
    public OrderEvents Events { get; } = new();

    /// <summary>The departments, in the order of their subscriptions.</summary>
    public IReadOnlyList<FakeDepartment> Departments { get; }

    /// <summary>Their subscriptions, in that order.</summary>
    public IReadOnlyList<IDisposable> Subscriptions { get; }

    /// <summary>The publications.</summary>
    public IReadOnlyList<Publication> Publications => _publications;

    /// <summary>What the departments threw.</summary>
    public IReadOnlyList<Exception> Thrown => [.. Departments.SelectMany(each => each.Thrown)];

    /// <summary>Notes that something happened; from any thread.</summary>
    public void Note(string what)
    {
        lock (_lock)
        {
            _happened.Add(what);
        }
    }

    /// <summary>Begins to publish orders, one after the other.</summary>
    public async Task PublishAsync(params Order[] orders)
    {
        foreach (var order in orders)
        {
            _publications.Add(new Publication(order, this));
            await _publications[^1].RunAsync();
        }
    }

    /// <summary>Lets the departments go on, one wait after the other: all of them, or that many.</summary>
    public async Task GoOnAsync(int waits = int.MaxValue)
    {
        await _rest.WaitAsync();
        for (int i = 0; i < waits && Script.Count > 0; i++)
        {
            Script.Answer(_newestFirst ? Script.Count - 1 : 0);
            await _rest.WaitAsync();
        }
    }

    /// <summary>The departments of which something does not hold, in words; null if there is none.</summary>
    public string? Not(Func<FakeDepartment, bool> holds, string what) =>
        Departments.Any(each => !holds(each))
            ? $"{what}: {Listed(Departments.Where(each => !holds(each)).Select(each => each.Name))}" : null;

    /// <summary>All of them, for a message.</summary>
    public static string Listed(IEnumerable<string> all) =>
        string.Join(", ", all) is { Length: > 0 } text ? text : "nothing";

    /// <summary>What happened, in order.</summary>
    public override string ToString()
    {
        lock (_lock)
        {
            return string.Join("\n", _happened.Select((what, at) => $"  {at + 1,2}. {what}"));
        }
    }
}
