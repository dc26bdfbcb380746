// Leave as is. Each test is a promise of the link; the README lists them.
using System.Diagnostics;

namespace HonestAsync.Katas.InlineContinuation;

public sealed class BrokerLinkTests
{
    private const string Notebook = "See notebooks/02-anatomy-of-await.ipynb.";

    [Fact]
    public Task The_first_session_runs_no_sender_on_the_drivers_thread() => Watchdog.RunAsync(() =>
    {
        NobodyInside(before: _ => { }, report: dispatch => dispatch.Opened());
        return Task.CompletedTask;
    });

    [Fact]
    public Task The_session_after_a_loss_runs_no_sender_there_either() => Watchdog.RunAsync(() =>
    {
        NobodyInside(report: dispatch => dispatch.Opened(), before: dispatch =>
        {
            dispatch.Opened();
            dispatch.Lost();
        });
        return Task.CompletedTask;
    });

    [Fact]
    public Task Giving_up_runs_no_sender_there_either_and_all_hear_why() => Watchdog.RunAsync(async () =>
    {
        NobodyInside(before: _ => { }, report: dispatch => dispatch.GaveUp());
        var dispatch = new Dispatch();
        var senders = dispatch.SendersOfEveryKind();
        var reason = dispatch.GaveUp();
        senders = [.. senders, Sender.Awaits(dispatch, "a sender who comes later")];
        await ToldAsync(senders);
        Assert.True(senders.All(sender => sender.Answer.Exception?.InnerException == reason), $"""
            The driver gave up. In order:
            {dispatch.Trace}
            Broken: whoever waits when the driver gives up, or comes later, is told its reason. {Notebook}
            """);
    });

    [Fact]
    public Task Current_is_right_as_soon_as_a_report_has_returned() => Watchdog.RunAsync(() =>
    {
        const int Rounds = 20;
        var dispatch = new Dispatch();
        for (int round = 0; round < Rounds; round++)
        {
            var session = dispatch.Opened();
            var open = dispatch.Link.Current;
            dispatch.Lost();
            var closed = dispatch.Link.Current;
            Assert.True(open == session && closed is null, $"""
                When Opened({session}) had returned, Current was {open?.ToString() ?? "null"}; when Lost() had, it was {closed?.ToString() ?? "null"}.
                Broken: Current is right as soon as a report has returned. {Notebook}
                """);
        }
        return Task.CompletedTask;
    });

    [Fact]
    public Task Who_asks_while_a_session_is_open_gets_it() => Watchdog.RunAsync(async () =>
    {
        var dispatch = new Dispatch();
        for (int i = 0; i < 3; i++)
        {
            var session = dispatch.Opened();
            var senders = dispatch.SendersOfEveryKind();
            await ToldAsync(senders);
            Assert.True(senders.All(sender => Has(sender, session)), $"""
                Senders came while {session} was open. In order:
                {dispatch.Trace}
                Broken: whoever asks while a session is open gets that session. {Notebook}
                """);
            dispatch.Lost();
        }
    });

    [Fact]
    public Task Who_waits_gets_the_session_also_when_it_is_lost_at_once() => Watchdog.RunAsync(async () =>
    {
        const int Rounds = 10;
        for (int round = 0; round < Rounds; round++)
        {
            var dispatch = new Dispatch();
            var senders = dispatch.SendersOfEveryKind();
            var session = dispatch.Opened();
            dispatch.Lost();
            // whoever has missed the first one shows it, instead of waiting for ever
            dispatch.Opened();
            await ToldAsync(senders);
            Assert.True(senders.All(sender => Has(sender, session)), $"""
                A session was lost as soon as it had been opened, and another one came. In order:
                {dispatch.Trace}
                Broken: everybody who waits when a session opens gets that session, even if it is lost right after. {Notebook}
                """);
        }
    });

    [Fact]
    public Task Who_asks_after_a_loss_gets_the_next_session() => Watchdog.RunAsync(async () =>
    {
        const int Rounds = 20;
        var dispatch = new Dispatch();
        for (int round = 0; round < Rounds; round++)
        {
            dispatch.Opened();
            dispatch.Lost();
            var late = dispatch.SendersOfEveryKind();
            var next = dispatch.Opened();
            await ToldAsync(late);
            var wrong = late.FirstOrDefault(sender => !Has(sender, next));
            Assert.True(wrong is null, $"""
                A session was opened and lost; {wrong?.Name} came, {next} was opened, and the answer was {Told(wrong)}.
                Broken: whoever asks while no session is open gets the next one, never one that is lost already. {Notebook}
                """);
            dispatch.Lost();
        }
    });

    [Fact]
    public Task Who_gives_up_is_let_go_and_nobody_else() => Watchdog.RunAsync(async () =>
    {
        var dispatch = new Dispatch();
        using var cancellation = new CancellationTokenSource();
        var others = dispatch.SendersOfEveryKind();
        var impatient = Sender.Awaits(dispatch, "a sender who gives up", cancellation.Token);
        var last = Sender.Awaits(dispatch, "a sender behind it");
        cancellation.Cancel();
        await ToldAsync([impatient]);
        var late = Sender.Awaits(dispatch, "a sender whose token was cancelled before", cancellation.Token);
        await ToldAsync([late]);
        foreach (var sender in new[] { impatient, late })
        {
            var thrown = await Record.ExceptionAsync(() => sender.Answer) as OperationCanceledException;
            Assert.True(thrown?.CancellationToken == cancellation.Token, $"""
                {sender.Name} was told {Told(sender)}{(thrown is null ? "" : ", with a token that is not theirs")}.
                Broken: whoever cancels is let go at once, with an OperationCanceledException that carries their token. {Notebook}
                """);
        }
        var session = dispatch.Opened();
        Sender[] all = [.. others, last];
        await ToldAsync(all);
        Assert.True(all.All(sender => Has(sender, session)), $"""
            One of {all.Length + 1} senders gave up. In order:
            {dispatch.Trace}
            Broken: nobody else hears of it. {Notebook}
            """);
    });

    [Fact]
    public Task Senders_who_wait_cost_no_thread_no_timer_and_no_work() => Watchdog.RunAsync(async () =>
    {
        const int Links = 20, SendersEach = 5, Senders = Links * SendersEach;
        // a thread of a link's own is its own affair
        Dispatch[] all = [.. Enumerable.Range(0, Links).Select(_ => new Dispatch())];
        int threads = Threads();
        long timers = Timer.ActiveCount;
        Task[] answers = [.. all.SelectMany(dispatch => Enumerable.Range(0, SendersEach).Select(_ => dispatch.Link.SessionAsync()))];
        await FreeThreadAsync(Senders);
        var (moreThreads, moreTimers, work) = (Threads() - threads, Timer.ActiveCount - timers, ThreadPool.PendingWorkItemCount);
        await Task.Yield();
        foreach (var dispatch in all)
        {
            dispatch.Opened();
        }
        long afterwards = Timer.ActiveCount - timers;
        await Task.WhenAll(answers);
        // far from what a busy process does beside it
        Assert.True(moreThreads < Senders / 2 && moreTimers < Senders / 2 && work < Senders / 2, $"""
            While {Senders} senders wait, there are {moreThreads} threads and {moreTimers} timers more than before, and {work} items wait for the pool.
            Broken: no thread is held while a sender waits, and nobody polls. {Notebook}
            """);
        Assert.True(afterwards < Links / 2, $"""
            When {Links} links had a session, {afterwards} timers ran.
            Broken: nobody waits for a while who could go on. {Notebook}
            """);
    });

    [Fact]
    public Task The_link_answers_while_a_sender_keeps_its_thread() => Watchdog.RunAsync(async () =>
    {
        await AnswersWhileASenderWorksAsync(dispatch => dispatch.Opened(), afterwards: dispatch => dispatch.Lost());
        await AnswersWhileASenderWorksAsync(dispatch => dispatch.GaveUp());
        using var cancellation = new CancellationTokenSource();
        await AnswersWhileASenderWorksAsync(
            _ => new Thread(cancellation.Cancel) { IsBackground = true }.Start(), dispatch => dispatch.Opened(), cancellation.Token);
    });

    /// <summary>A sender whose code keeps its thread until the link has answered everybody else.</summary>
    private static async Task AnswersWhileASenderWorksAsync(
        Action<Dispatch> report, Action<Dispatch>? afterwards = null, CancellationToken token = default)
    {
        var dispatch = new Dispatch();
        var (begun, mayEnd) = (new ManualResetEventSlim(), new ManualResetEventSlim());
        string found = "";
        var sender = Sender.Awaits(dispatch, "a sender that works for long", token, work: () =>
        {
            if (Dispatch.Report is not null)
            {
                // it could only wait for ever: the driver, who is to let it go, is underneath
                found = AnotherThreadIsAnswered(dispatch.Link) ? "was answered" : "was not answered as long as that sender worked";
                return;
            }
            begun.Set();
            mayEnd.Wait(CancellationToken.None);
        });
        report(dispatch);
        Assert.True(sender.Inside is null, $"""
            {sender.Name} went on on the driver's thread: {sender.Inside} could not return before it was done.
            Meanwhile another thread read Current, and it {found}.
            Broken: while a sender works, the driver goes on, and the link answers everybody else. {Notebook}
            """);
        try
        {
            Meanwhile("the link lets a sender work", () => begun.Wait(CancellationToken.None));
            Meanwhile("Current, while a sender works", () => _ = dispatch.Link.Current);
            Task? asked = null;
            Meanwhile("SessionAsync, while a sender works", () => asked = dispatch.Link.SessionAsync(CancellationToken.None));
            Meanwhile("the driver's next report, while a sender works", () => afterwards?.Invoke(dispatch));
            Meanwhile("the answer to somebody who asked while a sender works", () => Task.WhenAny(asked!).Wait(CancellationToken.None));
        }
        finally
        {
            mayEnd.Set();
        }
        await ToldAsync([sender]);
    }

    // the bound ends only what is broken already: nobody comes here unless a sender runs inside a report
    private static bool AnotherThreadIsAnswered(BrokerLink link)
    {
        var asking = new Thread(() => _ = link.Current) { IsBackground = true };
        asking.Start();
        return asking.Join(TimeSpan.FromMilliseconds(100));
    }

    // through a gate, so that the watchdog can say what never came
    private static void Meanwhile(string what, Action action)
    {
        var gate = new Gate(what);
        _ = gate.WaitAsync();
        action();
        gate.Open();
    }

    /// <summary>Each kind of sender on its own, and then all at once: of several, .NET runs only some in place.</summary>
    private static void NobodyInside(Action<Dispatch> before, Action<Dispatch> report)
    {
        List<(Sender Sender, string Trace)> inside = [];
        int kinds = Sender.Kinds.Count;
        foreach (var waits in Sender.Kinds)
        {
            var dispatch = new Dispatch();
            before(dispatch);
            var sender = waits(dispatch);
            report(dispatch);
            if (sender.Inside is not null)
            {
                inside.Add((sender, dispatch.Trace));
            }
        }
        var first = inside.FirstOrDefault();
        Assert.True(inside.Count == 0, $"""
            {inside.Count} of {kinds} senders went on on the driver's thread, inside {first.Sender?.Inside}. The first of them, in order:
            {first.Trace}
            In the same way: {(inside.Count > 1 ? string.Join(", ", inside.Skip(1).Select(each => each.Sender.Name)) : "no other")}.
            Broken: no sender's code runs on the driver's thread. {Notebook}
            """);

        var all = new Dispatch();
        before(all);
        var crowd = all.SendersOfEveryKind();
        report(all);
        Assert.True(crowd.All(sender => sender.Inside is null), $"""
            {kinds} senders waited together. In order:
            {all.Trace}
            Broken: no sender's code runs on the driver's thread. {Notebook}
            """);
    }

    private static bool Has(Sender sender, Session session) =>
        sender.Answer.IsCompletedSuccessfully && sender.Answer.Result == session;

    private static string Told(Sender? sender) => sender?.Answer switch
    {
        { IsCompletedSuccessfully: true } answer => answer.Result.ToString(),
        { IsCanceled: true } => "that it was cancelled",
        { Exception.InnerException: { } error } => error.GetType().Name,
        _ => "nothing",
    };

    private static async Task ToldAsync(IEnumerable<Sender> senders)
    {
        foreach (var sender in senders)
        {
            await sender.ToldAsync();
        }
    }

    private static async Task FreeThreadAsync(int senders)
    {
        // where senders hold threads of the pool, it is to have more of them at once: they are counted, not waited for
        ThreadPool.GetMinThreads(out int workers, out int ports);
        ThreadPool.SetMinThreads(Math.Max(workers, senders + 8), ports);
        try
        {
            var free = new Gate($"a free thread of the pool, while {senders} senders wait");
            ThreadPool.QueueUserWorkItem(_ => free.Open());
            await free.WaitAsync();
        }
        finally
        {
            ThreadPool.SetMinThreads(workers, ports);
        }
    }

    private static int Threads()
    {
        using var process = Process.GetCurrentProcess();
        return process.Threads.Count;
    }
}
