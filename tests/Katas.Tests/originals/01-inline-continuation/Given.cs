// Leave as is: what the link hands out, and the doubles that stand in for the driver and the senders.

namespace HonestAsync.Katas.InlineContinuation;

/// <summary>A session with the broker; each has the next number.</summary>
public sealed record Session(int Number)
{
    /// <inheritdoc/>
    public override string ToString() => $"session {Number}";
}

/// <summary>The broker cannot be reached any more.</summary>
public sealed class BrokerGoneException(string message) : Exception(message);

/// <summary>A link, its driver, its senders, and what happened, in order.</summary>
/// <remarks>
/// The driver's thread is whichever makes a report; it has no synchronization context, as a real driver's has
/// none. It says Opened and Lost in turn; GaveUp comes last, while no session is open.
/// </remarks>
public sealed class Dispatch
{
    [ThreadStatic]
    private static string? s_report;

    private readonly List<string> _trace = [];
    private int _last;

    /// <summary>The link.</summary>
    public BrokerLink Link { get; } = new();

    /// <summary>The report that this thread is making now; null on any thread but the driver's.</summary>
    public static string? Report => s_report;

    /// <summary>What happened, in order, one event a line.</summary>
    public string Trace
    {
        get
        {
            lock (_trace)
            {
                return string.Join('\n', _trace.Select(line => $"  {line}"));
            }
        }
    }

    /// <summary>The driver opens its next session.</summary>
    public Session Opened()
    {
        var session = new Session(++_last);
        Say($"Opened({session})", () => Link.Opened(session));
        return session;
    }

    /// <summary>The driver loses its session.</summary>
    public void Lost() => Say("Lost()", Link.Lost);

    /// <summary>The driver gives up.</summary>
    public BrokerGoneException GaveUp()
    {
        var reason = new BrokerGoneException("nobody answers at any of its addresses");
        Say("GaveUp()", () => Link.GaveUp(reason));
        return reason;
    }

    /// <summary>Senders of every kind, who wait from now on.</summary>
    public IReadOnlyList<Sender> SendersOfEveryKind() => [.. Sender.Kinds.Select(waits => waits(this))];

    /// <summary>Writes down what happens on this thread.</summary>
    public void Note(string what)
    {
        lock (_trace)
        {
            _trace.Add(Report is null ? what : $"{what}, on the driver's thread, inside {Report}");
        }
    }

    private void Say(string report, Action action)
    {
        Note($"driver: {report} begins");
        s_report = report;
        try
        {
            action();
        }
        finally
        {
            s_report = null;
        }
        Note($"driver: {report} has returned");
    }
}

/// <summary>Somebody with something to send: where their code went on, and with what.</summary>
public sealed class Sender
{
    private readonly Dispatch _dispatch;
    private readonly Action _work;
    private readonly Gate _told;

    private Sender(Dispatch dispatch, string name, Action? work)
    {
        (_dispatch, Name, _work) = (dispatch, name, work ?? (() => { }));
        _told = new Gate($"the answer to {name}");
    }

    /// <summary>The ways of waiting.</summary>
    public static IReadOnlyList<Func<Dispatch, Sender>> Kinds { get; } =
    [
        dispatch => Awaits(dispatch, "a sender that awaits"),
        dispatch => AwaitsAnywhere(dispatch, "a sender that awaits with ConfigureAwait(false)"),
        dispatch => Awaits(dispatch, "a sender with a token", token: new CancellationTokenSource().Token),
        dispatch => CallsBack(dispatch, "a sender with a callback"),
    ];

    /// <summary>Who it is.</summary>
    public string Name { get; }

    /// <summary>What it waits for.</summary>
    public Task<Session> Answer { get; private set; } = null!;

    /// <summary>The report inside which its code went on; null if it went on elsewhere.</summary>
    public string? Inside { get; private set; }

    /// <summary>What it was told, in words.</summary>
    public string Told => Answer switch
    {
        { IsCompletedSuccessfully: true } => Answer.Result.ToString(),
        { IsCanceled: true } => "that it was cancelled",
        { Exception.InnerException: { } error } => error.GetType().Name,
        _ => "nothing",
    };

    /// <summary>Waits with an await; <paramref name="work"/> is what it does with the answer.</summary>
    public static Sender Awaits(
        Dispatch dispatch, string name, Action? work = null, CancellationToken token = default)
    {
        var sender = new Sender(dispatch, name, work);
        sender.Answer = AskAsync(dispatch.Link, token);
        _ = sender.GoOnAsync();
        return sender;
    }

    /// <summary>Waits with an await that needs no context.</summary>
    public static Sender AwaitsAnywhere(Dispatch dispatch, string name)
    {
        var sender = new Sender(dispatch, name, null);
        sender.Answer = dispatch.Link.SessionAsync();
        _ = sender.GoOnAnywhereAsync();
        return sender;
    }

    /// <summary>Waits with a callback that is to run as soon as there is an answer.</summary>
    public static Sender CallsBack(Dispatch dispatch, string name)
    {
        var sender = new Sender(dispatch, name, null);
        sender.Answer = dispatch.Link.SessionAsync();
        _ = sender.Answer.ContinueWith(_ => sender.GoOn(), CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return sender;
    }

    /// <summary>Each kind of sender that runs inside the report, with what happened in order.</summary>
    public static IReadOnlyList<(Sender Who, string Order)> InsideAReport(
        Action<Dispatch> before, Action<Dispatch> report)
    {
        List<(Sender, string)> inside = [];
        foreach (var waits in Kinds)
        {
            var dispatch = new Dispatch();
            before(dispatch);
            var sender = waits(dispatch);
            Pool.LetRun();
            report(dispatch);
            if (sender.Inside is not null)
            {
                inside.Add((sender, dispatch.Trace));
            }
        }
        return inside;
    }

    /// <summary>True if it has got that session.</summary>
    public bool Has(Session session) => Answer.IsCompletedSuccessfully && Answer.Result == session;

    /// <summary>Completes once its code went on, and never on the thread on which it did.</summary>
    public async Task ToldAsync()
    {
        await _told.WaitAsync();
        await Task.Yield();
    }

    // a link may fail with its task, or at once
    private static Task<Session> AskAsync(BrokerLink link, CancellationToken token)
    {
        try
        {
            return link.SessionAsync(token);
        }
        catch (OperationCanceledException error) when (error.CancellationToken == token)
        {
            return Task.FromCanceled<Session>(token);
        }
        catch (BrokerGoneException reason)
        {
            return Task.FromException<Session>(reason);
        }
    }

    private async Task GoOnAsync()
    {
        try
        {
            await Answer;
        }
        catch (Exception)
        {
            // the tests read it from the answer
        }
        GoOn();
    }

    private async Task GoOnAnywhereAsync()
    {
        try
        {
            await Answer.ConfigureAwait(false);
        }
        catch (Exception)
        {
            // as above
        }
        GoOn();
    }

    private void GoOn()
    {
        Inside = Dispatch.Report;
        _dispatch.Note($"{Name} is told {Told}");
        _work();
        _told.Open();
    }
}

/// <summary>The pool of threads around the link, and waits that a watchdog can name.</summary>
public static class Pool
{
    /// <summary>Blocks until the pool has taken up whatever was queued before.</summary>
    public static void LetRun()
    {
        for (int round = 0; round < 2; round++)
        {
            using var taken = new ManualResetEventSlim();
            ThreadPool.QueueUserWorkItem(_ => taken.Set());
            Wait("a thread of the pool, which has nothing to do", taken.Wait);
        }
    }

    /// <summary>True if another thread can read Current while this one does not go on.</summary>
    public static bool AnswersAnotherThread(BrokerLink link)
    {
        var asking = new Thread(() => _ = link.Current) { IsBackground = true };
        asking.Start();
        // the bound ends only what is broken already: nobody comes here unless a sender runs inside a report
        return asking.Join(TimeSpan.FromMilliseconds(100));
    }

    /// <summary>Runs what may block for ever, under a name that the watchdog will say.</summary>
    public static void Wait(string what, Action action)
    {
        var gate = new Gate(what);
        _ = gate.WaitAsync();
        action();
        gate.Open();
    }
}
