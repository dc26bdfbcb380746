// Leave as is: the types around the job, and the double that stands in for the database, the gateway and the log.
namespace HonestAsync.Katas.ForeachAsyncVoid;

/// <summary>What somebody owes us; its number is there once.</summary>
public sealed record Invoice(string Number, string Address);

/// <summary>The table of invoices. Thread safe.</summary>
public interface IInvoices
{
    /// <summary>The invoices of a branch that are overdue and whose customer has not been reminded.</summary>
    Task<IReadOnlyList<Invoice>> OverdueAsync(string branch, CancellationToken cancellationToken = default);

    /// <summary>Notes that the customer has been reminded, so that nobody does it again.</summary>
    Task MarkRemindedAsync(Invoice invoice);
}

/// <summary>Sends mails. Thread safe.</summary>
public interface IMailGateway
{
    /// <summary>Sends the reminder of an invoice; the mail is out when the task is complete.</summary>
    /// <remarks>
    /// A call with a token that is cancelled already is refused, as cancelled; one that is cancelled later ends
    /// when the gateway has taken the mail out of its queue. A call may also end as cancelled by the gateway itself.
    /// </remarks>
    /// <exception cref="AddressException">The address cannot be one: thrown by the call itself.</exception>
    Task SendAsync(Invoice invoice, CancellationToken cancellationToken = default);
}

/// <summary>What the office reads in the morning. Thread safe.</summary>
public interface IJobLog
{
    /// <summary>Adds a line.</summary>
    void Add(string line);
}

/// <summary>The database or the gateway could not be reached.</summary>
public sealed class OutOfReachException() : Exception("out of reach");

/// <summary>The address cannot be one.</summary>
public sealed class AddressException(Invoice invoice) : Exception($"invoice {invoice.Number}: no such address");

/// <summary>What happened.</summary>
public enum Kind
{
    /// <summary>The list of overdue invoices is there.</summary>
    Listed,

    /// <summary>The gateway was asked to send.</summary>
    SendAsked,

    /// <summary>A mail is out.</summary>
    Out,

    /// <summary>The database was asked to mark.</summary>
    MarkAsked,

    /// <summary>An invoice is marked.</summary>
    Marked,

    /// <summary>The log got a line.</summary>
    Line,

    /// <summary>A run has ended.</summary>
    Ended,
}

/// <summary>One thing that happened; the text is the invoice's number, the line, or the branch.</summary>
public readonly record struct Happening(Kind Kind, string Text)
{
    /// <summary>True for what came from outside, when the code under test was at rest.</summary>
    public bool IsAnswer => Kind is Kind.Out or Kind.Marked;

    /// <inheritdoc/>
    public override string ToString() => Kind switch
    {
        Kind.Listed => $"list of {Text}",
        Kind.SendAsked => $"send {Text}",
        Kind.Out => $"{Text} is out",
        Kind.MarkAsked => $"mark {Text}",
        Kind.Marked => $"{Text} is marked",
        Kind.Line => $"'{Text}'",
        _ => $"THE RUN OF {Text} HAS ENDED",
    };
}

/// <summary>
/// A database, a gateway and a log that remember the order of things. The <see cref="ScriptedDependency"/> says when each
/// call is answered, and when a mail that was cancelled is taken back.
/// </summary>
/// <remarks>Thread safe. Answers complete inline, on their giver's thread; a real driver does not.</remarks>
public sealed class FakeOffice(ScriptedDependency script, CancellationToken callerGaveUp = default)
    : IInvoices, IMailGateway, IJobLog
{
    private readonly Lock _lock = new();
    private readonly List<Happening> _happened = [];
    private readonly List<string> _ranOn = [];

    /// <summary>What is overdue in a branch.</summary>
    public Func<string, IReadOnlyList<Invoice>> Overdue { get; set; } = _ => [];

    /// <summary>What a test does when this happens for the n-th time; nothing without it.</summary>
    public (Kind Kind, int Times, Action Then)? Hook { get; set; }

    /// <summary>Everything so far, in order (a snapshot).</summary>
    public IReadOnlyList<Happening> Happened => Locked<Happening[]>(() => [.. _happened]);

    /// <summary>Mails that went out after the caller had given up.</summary>
    public IReadOnlyList<string> RanOn => Locked<string[]>(() => [.. _ranOn]);

    /// <summary>Calls that wait for their answer, or to be taken back.</summary>
    public IReadOnlyList<string> UnderWay => [.. script.Pending.Select(call => call.Label)];

    /// <summary>How often this happened.</summary>
    public int Count(Kind kind, string text) => Happened.Count(each => each == new Happening(kind, text));

    /// <summary>Where in the order this happened first; -1 if it did not.</summary>
    public int PlaceOf(Kind kind, string text) => Happened.ToList().IndexOf(new Happening(kind, text));

    /// <inheritdoc/>
    public Task<IReadOnlyList<Invoice>> OverdueAsync(string branch, CancellationToken cancellationToken = default) =>
        script.CallAsync($"list {branch}", () =>
        {
            Note(Kind.Listed, branch);
            return Overdue(branch);
        }, cancellationToken);

    /// <inheritdoc/>
    public Task SendAsync(Invoice invoice, CancellationToken cancellationToken = default)
    {
        Note(Kind.SendAsked, invoice.Number);
        return invoice.Address.Contains('@', StringComparison.Ordinal)
            ? QueueAsync(invoice, cancellationToken)
            : throw new AddressException(invoice);
    }

    /// <inheritdoc/>
    public Task MarkRemindedAsync(Invoice invoice)
    {
        Note(Kind.MarkAsked, invoice.Number);
        return script.CallAsync($"mark {invoice.Number}", () => Note(Kind.Marked, invoice.Number));
    }

    /// <inheritdoc/>
    public void Add(string line) => Note(Kind.Line, line);

    /// <summary>Remembers that this happened now.</summary>
    public void Note(Kind kind, string text)
    {
        int times = Locked(() =>
        {
            _happened.Add(new Happening(kind, text));
            if (kind == Kind.Out && callerGaveUp.IsCancellationRequested)
            {
                _ranOn.Add(text);
            }
            return _happened.Count(each => each.Kind == kind);
        });
        if (Hook is { } hook && (hook.Kind, hook.Times) == (kind, times))
        {
            hook.Then();
        }
    }

    /// <summary>The first things that happened, in order, for a message.</summary>
    public override string ToString() => JobRun.Some([.. Happened.Select(each => each.ToString())], most: 14);

    private async Task QueueAsync(Invoice invoice, CancellationToken cancellationToken)
    {
        bool refused = cancellationToken.IsCancellationRequested;
        try
        {
            await script.CallAsync($"send {invoice.Number}", () => Note(Kind.Out, invoice.Number), cancellationToken)
                .ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!refused && cancellationToken.IsCancellationRequested)
        {
            await script.CallAsync($"take back {invoice.Number}", cancellationToken: CancellationToken.None)
                .ConfigureAwait(false);
            throw;
        }
    }

    private T Locked<T>(Func<T> look)
    {
        lock (_lock)
        {
            return look();
        }
    }
}

/// <summary>One run of the job for a branch, and what can be said of it.</summary>
public sealed class JobRun(FakeOffice office, string branch, IReadOnlyList<Invoice> invoices)
{
    private readonly HashSet<string> _numbers = [.. invoices.Select(invoice => invoice.Number)];

    /// <summary>Where it ran.</summary>
    public FakeOffice Office => office;

    /// <summary>The operation that runs it.</summary>
    public ExploredOperation Run { get; set; } = null!;

    /// <summary>Calls of the run that were under way when it ended; null if there were none.</summary>
    public string? LeftBehind { get; private set; }

    /// <summary>True if every mail was out when the run ended.</summary>
    public bool AllWereOut { get; private set; }

    private string Line => $"{branch}: {invoices.Count} reminders are out";

    /// <summary>Runs it, and notes how things stand when it ends.</summary>
    public async Task RunAsync(ReminderJob job, CancellationToken cancellationToken)
    {
        try
        {
            await job.RunAsync(branch, cancellationToken);
        }
        finally
        {
            string[] left = [.. office.UnderWay.Where(call => _numbers.Contains(call.Split(' ')[^1]))];
            office.Note(Kind.Ended, branch);
            LeftBehind = left.Length == 0 ? null : $"still under way: {Some(left)}; in order: {office}";
            AllWereOut = invoices.All(each => office.Count(Kind.Out, each.Number) > 0);
        }
    }

    /// <summary>The invoices that were not asked for once a night, or not marked although their mail was out.</summary>
    /// <param name="mayFail">How many calls did, on purpose.</param>
    public string? NotReminded(int mayFail = 0)
    {
        int times = office.Count(Kind.Listed, branch);
        string[] wrong = [.. _numbers.Where(number => office.Count(Kind.SendAsked, number) != times
            || office.Count(Kind.MarkAsked, number) != office.Count(Kind.Out, number))];
        string[] missing = [.. _numbers.Where(number => office.Count(Kind.Marked, number) != times)];
        return wrong.Length > 0 ? string.Join("; ", wrong.Take(4).Select(Counts))
            : missing.Length > mayFail ? $"out and marked: all but {Some(missing)}"
            : null;
    }

    /// <summary>The invoices whose mail was asked for more than once, or is out and was not marked once.</summary>
    public string? NotMarkedThoughOut()
    {
        string[] wrong = [.. _numbers.Where(number => office.Count(Kind.SendAsked, number) > 1
            || office.Count(Kind.Marked, number) != office.Count(Kind.Out, number))];
        return wrong.Length == 0 ? null : string.Join(", ", wrong.Take(4).Select(Counts));
    }

    /// <summary>How many mails were missing when the first was out; null if none was.</summary>
    public string? NotUnderWayAtFirst()
    {
        int asked = office.Happened.TakeWhile(each => !each.IsAnswer).Count(each => each.Kind == Kind.SendAsked);
        return asked == invoices.Count ? null
            : $"when the first answer came, {asked} of {invoices.Count} mails were under way";
    }

    /// <summary>An invoice that was marked too early or too late; null if none was.</summary>
    public string? MarkedOutOfTurn()
    {
        string? due = null;
        foreach (var each in office.Happened)
        {
            // before each answer the code is at rest: what could be asked for has been
            if (each.IsAnswer && due is not null)
            {
                return $"{each.ToString().Replace(" is ", " was ", StringComparison.Ordinal)} next, "
                    + $"and nobody had asked to mark {due}, which was out; in order: {office}";
            }
            if (each.Kind == Kind.MarkAsked && each.Text != due)
            {
                return $"mark {each.Text} was asked for when {due ?? "nothing"} was out; in order: {office}";
            }
            due = each.Kind switch { Kind.Out => each.Text, Kind.MarkAsked => null, _ => due };
        }
        return null;
    }

    /// <summary>What is wrong with the run's line in the log; null if nothing is.</summary>
    public string? LineNotTrue()
    {
        int line = office.PlaceOf(Kind.Line, Line);
        string[] strange = [.. office.Happened.Where(each => each.Kind == Kind.Line && each.Text != Line)
            .Select(each => each.Text)];
        string[] later = [.. invoices.Select(each => each.Number).Where(number =>
            office.PlaceOf(Kind.Marked, number) is var marked && (marked < 0 || marked > line))];
        return strange.Length > 0 ? $"the log says {Some(strange)}"
            : line < 0 ? (Run.Ending == "completed" ? $"the run completed, and there is no line '{Line}'" : null)
            : office.Count(Kind.Line, Line) > 1 ? "the line is there more than once"
            : line > office.PlaceOf(Kind.Ended, branch) ? "the line came after the run had ended"
            : later.Length > 0 ? $"when the line came, out and marked were all but {Some(later)}"
            : null;
    }

    /// <summary>The first few of them, for a message.</summary>
    public static string Some(IReadOnlyCollection<string> what, int most = 6) =>
        string.Join(", ", what.Take(most)) + (what.Count > most ? $" and {what.Count - most} more" : "");

    private string Counts(string number) =>
        $"{number}: asked to send {office.Count(Kind.SendAsked, number)}, out {office.Count(Kind.Out, number)}, "
        + $"asked to mark {office.Count(Kind.MarkAsked, number)}, marked {office.Count(Kind.Marked, number)}";
}
