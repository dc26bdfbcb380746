// Leave as is. Each test is a promise of the link; the README lists them.
namespace HonestAsync.Katas.InlineContinuation;

public sealed class BrokerLinkTests
{
    private const string Notebook = "See notebooks/02-anatomy-of-await.ipynb.";

    [Fact]
    public Task The_first_session_runs_no_sender_on_the_drivers_thread() => Watchdog.RunAsync(() =>
    {
        NobodyInside(before: _ => { }, report: dispatch => dispatch.Opened(), first: true);
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
                When Opened({session}) had returned, Current was {open?.ToString() ?? "null"};
                when Lost() had returned, it was {closed?.ToString() ?? "null"}.
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
            Assert.True(senders.All(sender => sender.Has(session)), $"""
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
            Assert.True(senders.All(sender => sender.Has(session)), $"""
                A session was lost as soon as it had been opened, and another one came. In order:
                {dispatch.Trace}
                Broken: whoever waits when a session opens gets it, even if it is lost right after. {Notebook}
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
            var wrong = late.FirstOrDefault(sender => !sender.Has(next));
            Assert.True(wrong is null, $"""
                A session was lost; {wrong?.Name} came, {next} was opened, and the answer was {wrong?.Told}.
                Broken: whoever asks while no session is open gets the next one, never a lost one. {Notebook}
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
        var impatient = Sender.Awaits(dispatch, "a sender who gives up", token: cancellation.Token);
        var last = Sender.Awaits(dispatch, "a sender behind it");
        cancellation.Cancel();
        await ToldAsync([impatient]);
        var late = Sender.Awaits(dispatch, "a sender with a cancelled token", token: cancellation.Token);
        await ToldAsync([late]);
        foreach (var sender in new[] { impatient, late })
        {
            var error = await Record.ExceptionAsync(async () => await sender.Answer);
            var thrown = error as OperationCanceledException;
            string whose = thrown is null ? "" : ", with a token that is not theirs";
            Assert.True(thrown?.CancellationToken == cancellation.Token, $"""
                {sender.Name} was told {sender.Told}{whose}.
                Broken: whoever cancels is let go at once, by an exception with their token. {Notebook}
                """);
        }
        var session = dispatch.Opened();
        Sender[] all = [.. others, last];
        await ToldAsync(all);
        Assert.True(all.All(sender => sender.Has(session)), $"""
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
        var cost = new WaitFootprint();
        Task[] answers = [.. all.SelectMany(dispatch =>
            Enumerable.Range(0, SendersEach).Select(_ => dispatch.Link.SessionAsync()))];
        int threads = await cost.ThreadsAtRestAsync(few: Senders / 2);
        long timers = cost.Timers;
        foreach (var dispatch in all)
        {
            dispatch.Opened();
        }
        long afterwards = cost.Timers;
        await Task.WhenAll(answers);
        // far from what a busy process does beside it
        Assert.True(threads < Senders / 2 && timers < Senders / 2, $"""
            While {Senders} senders wait, {threads} threads are held, and {timers} timers run.
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
        await AnswersWhileASenderWorksAsync(
            report: dispatch => dispatch.Opened(), next: dispatch => dispatch.Lost(), goesOn: true);
        await AnswersWhileASenderWorksAsync(report: dispatch => dispatch.GaveUp(), next: _ => { });
        using var cancellation = new CancellationTokenSource();
        await AnswersWhileASenderWorksAsync(
            report: _ => new Thread(cancellation.Cancel) { IsBackground = true }.Start(),
            next: dispatch => dispatch.Opened(), token: cancellation.Token);
    });

    /// <summary>A sender whose code keeps its thread until the link has answered everybody else.</summary>
    private static async Task AnswersWhileASenderWorksAsync(
        Action<Dispatch> report, Action<Dispatch> next, bool goesOn = false,
        CancellationToken token = default)
    {
        var dispatch = new Dispatch();
        var (begun, mayEnd) = (new ManualResetEventSlim(), new ManualResetEventSlim());
        bool answered = false;
        var sender = Sender.Awaits(dispatch, "a sender that works for long", token: token, work: () =>
        {
            if (Dispatch.Report is not null)
            {
                // it could only wait for ever: the driver, who is to let it go, is underneath
                answered = Pool.AnswersAnotherThread(dispatch.Link);
                return;
            }
            begun.Set();
            mayEnd.Wait();
        });
        Answers("the return of a report", () => report(dispatch));
        Assert.True(sender.Inside is null, $"""
            {sender.Name} ran on the driver's thread: {sender.Inside} could not return before it was done.
            Another thread that read Current then was {(answered ? "" : "not ")}answered meanwhile.
            Broken: while a sender works, the driver goes on, and the link answers everybody else. {Notebook}
            """);
        try
        {
            Task asked = Task.CompletedTask;
            Pool.Wait("the answer to a sender that works for long", begun.Wait);
            Answers("the return of Current", () => _ = dispatch.Link.Current);
            Answers("the return of SessionAsync", () => asked = dispatch.Link.SessionAsync());
            Answers("the return of the driver's next report", () => next(dispatch));
            Answers("the answer to somebody else", () => Task.WhenAny(asked).Wait());
            // whoever waits a little for each sender waits too long for so many
            for (int i = 0; goesOn && i < 60; i++)
            {
                var another = Sender.Awaits(dispatch, "another sender", () =>
                {
                    // it would keep the driver, and the test is to say so
                    if (Dispatch.Report is null)
                    {
                        mayEnd.Wait();
                    }
                }, CancellationToken.None);
                Answers("the return of one of many reports", () => dispatch.Opened());
                Assert.True(another.Inside is null, $"""
                    While {sender.Name} kept its thread, another one came. In order:
                    {dispatch.Trace}
                    Broken: while a sender works, the driver goes on; it would have had to wait. {Notebook}
                    """);
                dispatch.Lost();
            }
        }
        finally
        {
            mayEnd.Set();
        }
        await ToldAsync([sender]);

        // a watchdog says what never came, and so why that matters
        void Answers(string what, Action action) => Pool.Wait($"""
            {what}, while a sender works; before that, in order:
            {(dispatch.Trace is { Length: > 0 } order ? order : "  nothing")}
            Broken: while a sender works, the driver goes on, and the link answers everybody else. {Notebook}
            """, action);
    }

    /// <summary>Each kind of sender alone, then all: of several, .NET runs only some in place.</summary>
    private static void NobodyInside(Action<Dispatch> before, Action<Dispatch> report, bool first = false)
    {
        var inside = Sender.InsideAReport(before, report);
        int kinds = Sender.Kinds.Count;
        var (sender, order) = inside is [var one, ..] ? one : default;
        string names = string.Join(", ", inside.Select(each => each.Who.Name));
        // the same order is not shown twice, if the other test has shown it
        bool alike = inside.Count > 0 && !first
            && Sender.InsideAReport(_ => { }, dispatch => dispatch.Opened()).Count > 0;
        Assert.True(inside.Count == 0, $"""
            {inside.Count} of {kinds} senders ran on the driver's thread, inside {sender?.Inside}: {names}.
            {(alike ? "The order is as in the first session." : $"The first of them, in order:\n{order}")}
            Broken: no sender's code runs on the driver's thread. {Notebook}
            """);

        var all = new Dispatch();
        before(all);
        var crowd = all.SendersOfEveryKind();
        Pool.LetRun();
        report(all);
        Assert.True(crowd.All(sender => sender.Inside is null), $"""
            {kinds} senders waited together. In order:
            {all.Trace}
            Broken: no sender's code runs on the driver's thread. {Notebook}
            """);
    }

    private static async Task ToldAsync(IEnumerable<Sender> senders)
    {
        foreach (var sender in senders)
        {
            await sender.ToldAsync();
        }
    }
}
