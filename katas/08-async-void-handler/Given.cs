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

    /// <summary>It throws when it is called, before it has waited for anything.</summary>
    FailsAtOnce,

    /// <summary>It waits, and then throws.</summary>
    FailsLater,

    /// <summary>It has a time limit of its own, and runs into it: nobody has cancelled.</summary>
    RunsOutOfTime,

    /// <summary>It hears that the caller has cancelled, and fails while it puts things away.</summary>
    FailsWhenCancelled,
}

/// <summary>
/// A department that remembers what it did. The <see cref="Script"/> says when each of its waits ends; one that
/// is cancelled puts its things away first, which takes a while, too.
/// </summary>
/// <remarks>Thread safe. Waits end inline, on the thread that answers; a real driver does not do that.</remarks>
public sealed class FakeDepartment(Script script, string name, CancellationToken callerGaveUp = default)
    : IOrderHandler
{
    private readonly Lock _lock = new();
    private readonly List<Order> _called = [], _done = [], _underWay = [];
    private readonly List<Exception> _thrown = [];
    private bool _ranOn;

    /// <summary>What messages call it.</summary>
    public string Name => name;

    /// <summary>How it works.</summary>
    public Way Way { get; set; } = Way.Works;

    /// <summary>The one order with which it goes about like that; the others are no trouble. Null: with all.</summary>
    public Order? Only { get; set; }

    /// <summary>Happens when it is called, before anything else; nothing unless set.</summary>
    public Action? Called { get; set; }

    /// <summary>The orders it was called for (a snapshot).</summary>
    public IReadOnlyList<Order> Calls => Snapshot(_called);

    /// <summary>The orders for which it has done its work (a snapshot).</summary>
    public IReadOnlyList<Order> Done => Snapshot(_done);

    /// <summary>The orders on which it is at work, or for which it puts things away (a snapshot).</summary>
    public IReadOnlyList<Order> UnderWay => Snapshot(_underWay);

    /// <summary>What it has thrown (a snapshot).</summary>
    public IReadOnlyList<Exception> Thrown => Snapshot(_thrown);

    /// <summary>True once it has done its work although it could know that nobody wanted it any more.</summary>
    public bool RanOn => Volatile.Read(ref _ranOn);

    /// <summary>For a message: what one does who goes about it like that.</summary>
    public static string Words(Way way) => way switch
    {
        Way.Works => "does its work",
        Way.WorksAtOnce => "is done at once",
        Way.FailsAtOnce => "throws when it is called",
        Way.FailsLater => "fails after a while",
        Way.RunsOutOfTime => "runs into a time limit of its own",
        _ => "fails when it is cancelled",
    };

    /// <inheritdoc/>
    public Task HandleAsync(Order order, CancellationToken cancellationToken = default)
    {
        Note(_called, order);
        Called?.Invoke();
        var way = Only is null || Only == order ? Way : Way.Works;
        if (way == Way.FailsAtOnce)
        {
            // not in an async method: it reaches whoever calls, not whoever awaits
            throw Threw(new DepartmentException(name));
        }
        return way == Way.WorksAtOnce ? DoneAtOnce(order) : WorkAsync(order, way, cancellationToken);
    }

    private Task DoneAtOnce(Order order)
    {
        Note(_done, order);
        return Task.CompletedTask;
    }

    private async Task WorkAsync(Order order, Way way, CancellationToken cancellationToken)
    {
        Note(_underWay, order);
        try
        {
            await script.CallAsync($"{name} works on {order.Number}", cancellationToken: cancellationToken)
                .ConfigureAwait(false);
            if (way is Way.FailsLater or Way.RunsOutOfTime)
            {
                throw way == Way.FailsLater ? new DepartmentException(name)
                    : new TaskCanceledException($"{name} has a time limit of its own, and ran into it");
            }
            Volatile.Write(ref _ranOn, RanOn || callerGaveUp.IsCancellationRequested);
            Note(_done, order);
        }
        catch (OperationCanceledException error) when (cancellationToken.IsCancellationRequested)
        {
            await script.CallAsync($"{name} puts away {order.Number}", cancellationToken: CancellationToken.None)
                .ConfigureAwait(false);
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
        Note(_thrown, error);
        return error;
    }

    private void Note<T>(List<T> where, T what)
    {
        lock (_lock)
        {
            where.Add(what);
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
public sealed class Publication(OrderEvents events, Order order, IReadOnlyList<FakeDepartment> departments)
{
    private Exception? _error;
    private bool _hasEnded;
    private IReadOnlyList<string> _leftBehind = [];

    /// <summary>Publishes the order, and notes what comes of it.</summary>
    public async Task RunAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            await events.PublishAsync(order, cancellationToken);
        }
        catch (Exception error)
        {
            _error = error;
        }
        _hasEnded = true;
        _leftBehind = [.. departments.Where(each => each.UnderWay.Contains(order)).Select(each => each.Name)];
    }

    /// <summary>True when whoever published was told that all is well.</summary>
    public bool IsWell => _hasEnded && _error is null;

    /// <summary>What whoever published was told.</summary>
    public string Told => _error switch
    {
        null => _hasEnded ? "that all is well" : "nothing yet",
        AggregateException all => $"AggregateException of {Listed(all.Flatten().InnerExceptions.Select(Text))}",
        _ => $"only {Text(_error)}",
    };

    /// <summary>True when it ended as cancelled, or with nothing but cancellations.</summary>
    public bool IsCancelled => _error is OperationCanceledException || (_error is AggregateException all
        && all.Flatten().InnerExceptions is { Count: > 0 } inner && inner.All(each => each is OperationCanceledException));

    /// <summary>Departments that were at work on the order when it ended, in words; null if none was.</summary>
    public string? Left() => _leftBehind.Count == 0 ? null : $"still at work: {Listed(_leftBehind)}";

    /// <summary>What whoever published was not told of; null if it was right.</summary>
    /// <param name="thrown">
    /// What the departments threw; cancellations may be copies, so only their number counts.
    /// </param>
    /// <param name="failuresOnly">True: cancellations may be missing.</param>
    public string? NotToldOf(IReadOnlyList<Exception> thrown, bool failuresOnly = false)
    {
        Exception[] told = _error is AggregateException all ? [.. all.Flatten().InnerExceptions] : [];
        var (failures, toldFailures) = (thrown.Where(IsFailure).ToHashSet(), told.Where(IsFailure).ToList());
        bool right = failures.SetEquals(toldFailures) && failures.Count == toldFailures.Count
            && (failuresOnly || thrown.Count - failures.Count == told.Length - toldFailures.Count)
            && (failuresOnly || IsWell == (thrown.Count == 0));
        return right ? null : $"thrown: {Listed(thrown.Select(Text))}; whoever published was told {Told}";

        static bool IsFailure(Exception error) => error is not OperationCanceledException;
    }

    /// <summary>All of them, for a message.</summary>
    public static string Listed(IEnumerable<string> what) => string.Join(", ", what) is { Length: > 0 } text ? text : "nothing";

    private static string Text(Exception error) =>
        error is DepartmentException ? $"'{error.Message}'" : $"{error.GetType().Name} '{error.Message}'";
}

/// <summary>Some departments that are subscribed, in a world that the explorer controls.</summary>
public sealed class Shop
{
    private static readonly string[] s_names = ["stock", "invoices", "labels"];
    private readonly Scenario _scenario;

    /// <summary>A department for each of the <paramref name="ways"/>.</summary>
    public Shop(Scenario s, params Way[] ways)
    {
        _scenario = s;
        Script = s.Dependency("departments");
        Departments = [.. ways.Select((way, at) => new FakeDepartment(Script, s_names[at], s.CancellationToken) { Way = way })];
        Departments.ForEach(each => Subscriptions.Add(Events.Subscribe(each)));
    }

    /// <summary>Says when waits end.</summary>
    public Script Script { get; }

    /// <summary>What is tested.</summary>
    public OrderEvents Events { get; } = new();

    /// <summary>The departments, in the order of their subscriptions.</summary>
    public List<FakeDepartment> Departments { get; }

    /// <summary>What came of subscribing, in that order.</summary>
    public List<IDisposable> Subscriptions { get; } = [];

    /// <summary>What the departments threw.</summary>
    public IReadOnlyList<Exception> Thrown => [.. Departments.SelectMany(each => each.Thrown)];

    /// <summary>An operation that publishes an order.</summary>
    public Publication Publish(Order order, CancellationToken cancellationToken = default)
    {
        var publication = new Publication(Events, order, Departments);
        _scenario.Operation(order.Number, () => publication.RunAsync(cancellationToken));
        return publication;
    }

    /// <summary>An operation that publishes two orders, one after the other.</summary>
    public (Publication First, Publication Second) PublishBoth(Order first, Order second, Action? between = null)
    {
        var both = (new Publication(Events, first, Departments), new Publication(Events, second, Departments));
        _scenario.Operation("two orders", async () =>
        {
            await both.Item1.RunAsync();
            between?.Invoke();
            await both.Item2.RunAsync();
        });
        return both;
    }

    /// <summary>The departments of which something does not hold, in words; null if there is none.</summary>
    public string? Not(Func<FakeDepartment, bool> holds, string what) => Not(Departments, holds, what);

    /// <inheritdoc cref="Not(Func{FakeDepartment, bool}, string)"/>
    public static string? Not(IEnumerable<FakeDepartment> some, Func<FakeDepartment, bool> holds, string what) =>
        some.Where(each => !holds(each)).Select(each => each.Name).ToList() is { Count: > 0 } names
            ? $"{what}: {Publication.Listed(names)}" : null;
}
