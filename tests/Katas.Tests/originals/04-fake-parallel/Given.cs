// Leave as is: the types around the batch, and the double that stands in for the renderer.
namespace HonestAsync.Katas.FakeParallel;

/// <summary>One customer's month.</summary>
public sealed record Statement(string Number);

/// <summary>What comes out of the printer.</summary>
public sealed record Page(string Statement, string Content);

/// <summary>From the settings file.</summary>
/// <param name="MaxParallel">
/// How many statements may be rendered at the same time, at least 1; each takes much memory.
/// </param>
public sealed record BatchOptions(int MaxParallel);

/// <summary>Makes pages of statements.</summary>
public interface IStatementRenderer
{
    /// <summary>Renders one statement: fonts, tables, some hundred milliseconds of a processor's work.</summary>
    /// <remarks>Thread safe. It looks at the token before it begins, and cannot be broken off then.</remarks>
    /// <exception cref="LayoutException">The statement does not fit its form.</exception>
    Task<Page> RenderAsync(Statement statement, CancellationToken cancellationToken = default);
}

/// <summary>The statement does not fit its form.</summary>
public sealed class LayoutException() : Exception("a table is wider than the page");

/// <summary>A statement could not be rendered.</summary>
public sealed class StatementException(Statement statement, Exception inner)
    : Exception($"statement {statement.Number} could not be rendered", inner)
{
    /// <summary>Which.</summary>
    public string Number => statement.Number;
}

/// <summary>A renderer that takes as long as the test wants.</summary>
/// <remarks>
/// A rendering takes its thread until the test finishes it; no test finishes one on the thread that made the
/// double, the loop's, so there it only leaves a note. Thread safe.
/// </remarks>
public sealed class FakeRenderer : IStatementRenderer
{
    private readonly Lock _lock = new();
    private readonly int _home = Environment.CurrentManagedThreadId;
    private readonly ConcurrencyProbe _probe = new();
    private readonly SortedList<string, TaskCompletionSource> _inside = new(StringComparer.Ordinal);
    private readonly List<string> _begun = [], _ended = [];
    private readonly List<(Func<bool> IsReached, Gate Gate, string Promise)> _awaited = [];
    private bool _open;
    private string? _held;
    private int _onTheLoop;

    /// <summary>The statements that do not fit their form.</summary>
    public ISet<string> Misfits { get; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>The most statements that were rendered at the same time.</summary>
    public int Max => _probe.Max;

    /// <summary>Statements that are being rendered.</summary>
    public int Now => _probe.Current;

    /// <summary>Renderings that were done on the loop's own thread.</summary>
    public int OnTheLoop => Volatile.Read(ref _onTheLoop);

    /// <summary>The statements whose rendering has begun, in that order (a snapshot).</summary>
    public IReadOnlyList<string> Begun => Locked<string[]>(() => [.. _begun]);

    /// <summary>The promise whose keeping a test still waits for; null if it waits for no rendering.</summary>
    public string? Unkept => Locked(() => _awaited.Find(each => !each.Gate.IsOpen).Promise);

    /// <inheritdoc/>
    public Task<Page> RenderAsync(Statement statement, CancellationToken cancellationToken = default)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<Page>(cancellationToken);
        }
        using (_probe.Enter())
        {
            // it stands for work: the thread is taken, as it would be by a real renderer
            Begin(statement.Number).Wait(CancellationToken.None);
        }
        Note(() => _ended.Add(statement.Number));
        return Misfits.Contains(statement.Number)
            ? Task.FromException<Page>(new LayoutException())
            : Task.FromResult(PageOf(statement));
    }

    /// <summary>The page that the renderer makes of a statement.</summary>
    public static Page PageOf(Statement statement) => new(statement.Number, $"the month of {statement.Number}");

    /// <summary>Completes once that many renderings have begun, counted from the first.</summary>
    public Task BegunAsync(int count, string wanted) =>
        Reached($"the begin of rendering {count} ({wanted})", () => _begun.Count >= count,
            "MaxParallel statements are rendered at the same time, as long as so many are left");

    /// <summary>Completes once that many renderings have ended, counted from the first.</summary>
    public Task EndedAsync(int count, string wanted) =>
        Reached($"the end of rendering {count} ({wanted})", () => _ended.Count >= count,
            "a statement that takes long holds up no other");

    /// <summary>Finishes the one with the lowest number of the statements that are being rendered.</summary>
    public void FinishLowest() =>
        Locked(() => _inside.Count > 0 ? Take(_inside.Keys[0]) : null)?.TrySetResult();

    /// <summary>Finishes the one with the highest number of the statements that are being rendered.</summary>
    public void FinishHighest() =>
        Locked(() => _inside.Count > 0 ? Take(_inside.Keys[^1]) : null)?.TrySetResult();

    /// <summary>Finishes every rendering, also those still to come; one statement may be held back.</summary>
    public void FinishAll(string? but = null)
    {
        var all = Locked(() =>
        {
            (_open, _held) = (true, but);
            return _inside.Keys.Where(number => number != but).ToList().ConvertAll(Take);
        });
        all.ForEach(end => end?.TrySetResult());
    }

    /// <summary>Renderings that are still to come take until the test finishes them, again.</summary>
    public void Hold() => Locked(() => _open = false);

    private Task Begin(string number)
    {
        var end = new TaskCompletionSource();
        bool isHome = Environment.CurrentManagedThreadId == _home;
        Note(() =>
        {
            _begun.Add(number);
            if (isHome || (_open && number != _held) || !_inside.TryAdd(number, end))
            {
                end.TrySetResult();
            }
        });
        if (isHome)
        {
            Interlocked.Increment(ref _onTheLoop);
        }
        return end.Task;
    }

    private TaskCompletionSource? Take(string number) => _inside.Remove(number, out var end) ? end : null;

    private Task Reached(string what, Func<bool> isReached, string promise)
    {
        var gate = new Gate(what);
        Note(() => _awaited.Add((isReached, gate, promise)));
        return gate.WaitAsync();
    }

    // gates resume who waits for them inline, so they are opened outside the lock
    private void Note(Action change) => Locked(() =>
    {
        change();
        return _awaited.FindAll(each => each.IsReached());
    }).ForEach(each => each.Gate.Open());

    private T Locked<T>(Func<T> look)
    {
        lock (_lock)
        {
            return look();
        }
    }
}
