// Leave as is: the types around the import, and the doubles that stand in for the database and the log.
namespace HonestAsync.Katas.LazySelect;

/// <summary>One line of the file.</summary>
public sealed record Row(string Name, string Email)
{
    /// <summary>Nobody can be written to without an address.</summary>
    public bool IsComplete => Email.Length > 0;
}

/// <summary>Somebody who is in the shop now.</summary>
public sealed record Customer(string Name, int Number);

/// <summary>The table of customers, which welcomes whoever is new in it.</summary>
public interface ICustomerStore
{
    /// <summary>Adds a customer: a round trip to the database, and a mail.</summary>
    /// <returns>The number of the new customer, another one for each call.</returns>
    /// <remarks>
    /// Calls that arrive together go to the database together. A call with a token that is cancelled already is
    /// refused, as cancelled; one that is cancelled later ends when the database has taken it back.
    /// </remarks>
    Task<int> InsertAsync(Row row, CancellationToken cancellationToken = default);
}

/// <summary>What the import tells the office.</summary>
public interface IImportLog
{
    /// <summary>Adds a line.</summary>
    void Add(string line);
}

/// <summary>The database could not be reached.</summary>
public sealed class StoreUnavailableException() : Exception("the store is unavailable");

/// <summary>What happened, in order.</summary>
public enum Kind
{
    /// <summary>The store was asked to insert a row.</summary>
    Asked,

    /// <summary>A row was inserted.</summary>
    Inserted,

    /// <summary>The log got a line.</summary>
    Line,
}

/// <summary>One thing that happened; the text is the row's name, or the line.</summary>
public readonly record struct Happening(Kind Kind, string Text)
{
    /// <inheritdoc/>
    public override string ToString() => Kind switch
    {
        Kind.Asked => $"insert {Text}",
        Kind.Inserted => $"{Text} is in",
        _ => $"'{Text}'",
    };
}

/// <summary>
/// A store and a log that remember the order of things. The <see cref="ScriptedDependency"/> says when each insert is
/// answered, and when one that was cancelled is taken back.
/// </summary>
/// <remarks>Thread safe. Answers complete inline, on their giver's thread; a real driver does not.</remarks>
public sealed class FakeShop(ScriptedDependency script, CancellationToken callerGaveUp = default)
    : ICustomerStore, IImportLog
{
    private const int FirstNumber = 101;
    private readonly Lock _lock = new();
    private readonly List<Happening> _happened = [];
    private readonly Dictionary<int, string> _customers = [];
    private readonly List<string> _ranOn = [];
    private int _asked;

    /// <summary>Everything so far, in order (a snapshot).</summary>
    public IReadOnlyList<Happening> Happened => Locked<Happening[]>(() => [.. _happened]);

    /// <summary>The lines of the log (a snapshot).</summary>
    public IReadOnlyList<string> Lines => [.. Texts(Kind.Line)];

    /// <summary>What happens when so many inserts have been asked for; nothing without it.</summary>
    public (int Inserts, Action Then)? AfterAsking { get; set; }

    /// <summary>Inserts that were still done after the caller had given up.</summary>
    public IReadOnlyList<string> RanOn => Locked<string[]>(() => [.. _ranOn]);

    /// <summary>Inserts that wait for their answer, or to be taken back.</summary>
    public IReadOnlyList<string> UnderWay => [.. script.Pending.Select(call => call.Label)];

    /// <summary>Whose number it is; null if nobody has it.</summary>
    public string? NameOf(int number) => Locked(() => _customers.GetValueOrDefault(number));

    /// <summary>The texts of one kind, in order.</summary>
    public IEnumerable<string> Texts(Kind kind) =>
        Happened.Where(each => each.Kind == kind).Select(each => each.Text);

    /// <inheritdoc/>
    public async Task<int> InsertAsync(Row row, CancellationToken cancellationToken = default)
    {
        Note(Kind.Asked, row.Name);
        bool refused = cancellationToken.IsCancellationRequested;
        var insert = script.CallAsync($"insert {row.Name}", () => Insert(row), cancellationToken);
        if (Interlocked.Increment(ref _asked) == AfterAsking?.Inserts)
        {
            AfterAsking?.Then();
        }
        try
        {
            return await insert.ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!refused)
        {
            await script.CallAsync($"taking back {row.Name}", cancellationToken: CancellationToken.None)
                .ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc/>
    public void Add(string line) => Note(Kind.Line, line);

    /// <summary>The first things that happened, in order, for a message.</summary>
    public override string ToString()
    {
        var happened = Happened;
        return string.Join(", ", happened.Take(12)) + (happened.Count > 12 ? ", …" : "");
    }

    private int Insert(Row row)
    {
        Note(Kind.Inserted, row.Name);
        return Locked(() =>
        {
            int number = FirstNumber + _customers.Count;
            _customers.Add(number, row.Name);
            return number;
        });
    }

    private void Note(Kind kind, string text) => Locked(() =>
    {
        var happening = new Happening(kind, text);
        _happened.Add(happening);
        if (kind == Kind.Inserted && callerGaveUp.IsCancellationRequested)
        {
            _ranOn.Add(happening.ToString());
        }
        return true;
    });

    private T Locked<T>(Func<T> look)
    {
        lock (_lock)
        {
            return look();
        }
    }
}

/// <summary>One import of some rows, and what can be said of it.</summary>
public sealed class ImportRun(FakeShop shop, IReadOnlyList<Row> rows)
{
    /// <summary>Where the customers go.</summary>
    public FakeShop Shop => shop;

    /// <summary>What the file holds.</summary>
    public IReadOnlyList<Row> Rows => rows;

    /// <summary>The operation that imports it.</summary>
    public ExploredOperation Import { get; set; } = null!;

    /// <summary>What the caller got; null if the import failed.</summary>
    public IReadOnlyList<Customer>? Customers { get; private set; }

    /// <summary>Inserts that were under way when the import ended.</summary>
    public IReadOnlyList<string> LeftBehind { get; private set; } = [];

    /// <summary>The line with which the log begins.</summary>
    public string FirstLine => $"{Complete.Count} of {rows.Count} rows are complete";

    private List<Row> Complete => [.. rows.Where(row => row.IsComplete)];

    /// <summary>Imports, and notes what comes of it.</summary>
    public async Task ImportAsync(CustomerImport import, bool dryRun, CancellationToken cancellationToken)
    {
        try
        {
            // what comes into the list later the caller does not see
            Customers = [.. await import.ImportAsync(rows, dryRun, cancellationToken)];
        }
        finally
        {
            LeftBehind = shop.UnderWay;
        }
    }

    /// <summary>The rows that were not inserted as often as they should be; null if there is none.</summary>
    /// <param name="times">How often each complete row of the file should be.</param>
    public string? NotInserted(int times = 1)
    {
        var asked = shop.Texts(Kind.Asked).CountBy(name => name).ToDictionary();
        string[] wrong = [.. rows.Select(row => row.Name).Distinct()
            .Where(name => asked.GetValueOrDefault(name) != times * Complete.Count(row => row.Name == name))
            .Select(name => $"{name} {Times(asked.GetValueOrDefault(name))}")];
        return wrong.Length == 0 ? null : $"inserted: {Some(wrong)}";

        static string Times(int count) => count switch { 0 => "never", 1 => "once", _ => $"{count} times" };
    }

    /// <summary>The rows, of a file without doubles, that were asked for more than once; null if none was.</summary>
    public string? AskedForAgain()
    {
        string[] again = [.. shop.Texts(Kind.Asked).CountBy(name => name)
            .Where(each => each.Value > 1).Select(each => each.Key)];
        return again.Length == 0 ? null : $"asked for again: {Some(again)}";
    }

    /// <summary>How many inserts were missing when the first answer came; null if none was.</summary>
    public string? NotUnderWayAtFirst()
    {
        var asked = shop.Happened.TakeWhile(each => each.Kind != Kind.Inserted)
            .Where(each => each.Kind == Kind.Asked).Select(each => each.Text).ToHashSet();
        string[] missing = [.. Complete.Select(row => row.Name).Where(name => !asked.Contains(name))];
        int underWay = Complete.Count - missing.Length;
        return missing.Length == 0 ? null
            : $"when the first answer came, {underWay} of {Complete.Count} were under way";
    }

    /// <summary>What is wrong with the list of new customers; null if nothing is.</summary>
    public string? NotListed()
    {
        if (Customers is null)
        {
            return "there is no list";
        }
        if (!Customers.Select(customer => customer?.Name).SequenceEqual(Complete.Select(row => row.Name)))
        {
            return $"the list: {Some(Customers.Select(customer => customer?.Name ?? "nobody"))}";
        }
        if (Customers.FirstOrDefault(each => shop.NameOf(each.Number) != each.Name) is { } stranger)
        {
            return $"{stranger.Number} is not the number of {stranger.Name}";
        }
        return Customers.Select(each => each.Number).Distinct().Count() == Customers.Count ? null
            : "two of them have the same number";
    }

    /// <summary>What is wrong with the list of new customers and the log; null if nothing is.</summary>
    public string? NotReported()
    {
        if (NotListed() is { } wrong)
        {
            return wrong;
        }
        string[] lines = [FirstLine, .. Customers!.Select(each => $"{each.Name} is customer {each.Number}")];
        return shop.Lines.SequenceEqual(lines) ? null : $"the log: {Some(shop.Lines)}";
    }

    /// <summary>The first few of them, for a message.</summary>
    public static string Some(IEnumerable<string> what)
    {
        string[] all = [.. what];
        return all.Length == 0 ? "nothing"
            : string.Join(", ", all.Take(6)) + (all.Length > 6 ? $" and {all.Length - 6} more" : "");
    }
}
