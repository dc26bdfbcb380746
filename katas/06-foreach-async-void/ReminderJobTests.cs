// Leave as is. Each test is a promise of the job; the README lists them.
namespace HonestAsync.Katas.ForeachAsyncVoid;

public sealed class ReminderJobTests
{
    private const int OtherOrders = 6;
    private const string Notebook =
        "See notebooks/05-async-loops-and-forgotten-awaits.ipynb (planned, not written yet).";
    private const string Ends = "a run comes to its end; meanwhile no thread waits, and nobody looks at a clock";
    private const string NothingLeft = "when a run has ended, in whatever way, nothing of it is under way";
    private const string LineIsTrue = "the line in the log is written once, and what it says is so by then";
    private const string OwnMark = "an invoice is marked when its own mail is out, whatever the others do";
    private static string? s_neverAtRest;

    [Fact]
    public Task All_is_out_and_marked_when_a_run_has_ended() => RunAsync(() =>
    {
        foreach (int count in new[] { 3, 1, 0 })
        {
            Explore($"{count} invoices are overdue", s =>
            {
                var run = Job(s, Invoices(count));
                ExpectNothingLeft(s, run);
                Expect(s, "each invoice is reminded and marked once", () => run.NotReminded());
            }, count == 3 ? OtherOrders : 0);
        }
        Explore("The same customer has two invoices", s =>
        {
            var run = Job(s, [new("N-1", "ann@home"), new("N-2", "ann@home")]);
            ExpectNothingLeft(s, run);
            Expect(s, "each invoice is reminded and marked once", () => run.NotReminded());
        });
    });

    [Fact]
    public Task The_line_in_the_log_comes_when_what_it_says_is_so() => RunAsync(() =>
    {
        foreach (int count in new[] { 4, 0 })
        {
            Explore($"{count} invoices are overdue",
                s => Expect(s, LineIsTrue, Job(s, Invoices(count)).LineNotTrue), OtherOrders);
        }
    });

    [Fact]
    public Task All_mails_are_under_way_before_the_first_answer_comes() => RunAsync(() =>
        Explore("150 invoices are overdue", s =>
            Expect(s, "the reminders of a run are sent all at once", Job(s, Invoices(150)).NotUnderWayAtFirst)));

    [Fact]
    public Task An_invoice_is_marked_as_soon_as_its_own_mail_is_out() => RunAsync(() =>
        Explore("6 invoices are overdue",
            s => Expect(s, OwnMark, Job(s, Invoices(6)).MarkedOutOfTurn), OtherOrders));

    [Fact]
    public Task What_fails_fails_the_run_when_all_the_rest_is_done() => RunAsync(() =>
    {
        const string TheRest = "what fails is not tried again, and keeps nothing else from being sent and marked";
        OneFails("not answered but fails", () => new OutOfReachException(), nameof(OutOfReachException));
        OneFails("ended as cancelled, though nobody here cancelled it", () => new TaskCanceledException(), "cancelled");
        foreach (int place in new[] { 0, 2 })
        {
            Explore($"4 invoices are overdue; number {place + 1} and the last have no possible address", s =>
            {
                var invoices = Invoices(4);
                invoices[place] = invoices[place] with { Address = "nowhere" };
                invoices[^1] = invoices[^1] with { Address = "nowhere" };
                var run = Job(s, invoices);
                ExpectFailed(s, run, nameof(AddressException));
                Expect(s, TheRest, () => run.NotReminded(mayFail: 2));
            }, OtherOrders);
        }

        static void OneFails(string how, Func<Exception> error, string ending)
        {
            string scene = $"4 invoices are overdue, and one call is {how}";
            var runs = Controlled(scene, () => Interleavings.FaultAtEachAwait(s =>
            {
                var run = Job(s, Invoices(4));
                ExpectFailed(s, run, ending);
                Expect(s, TheRest, () => run.NotReminded(mayFail: 1));
            }, error));
            Check(scene, runs.FirstOrDefault(run => run.Failure is not null));
        }
    });

    [Fact]
    public Task Who_cancels_is_told_so_and_what_is_out_is_marked_all_the_same() => RunAsync(() =>
    {
        const string Cancelled = "4 invoices are overdue, and the run is cancelled while a call is under way";
        var runs = Controlled(Cancelled, () => Interleavings.CancelAtEachAwait(
            s => ExpectCancelled(s, Job(s, Invoices(4), cancellationToken: s.CancellationToken))));
        Check(Cancelled, runs.FirstOrDefault(run => run.Failure is not null));
        Explore("4 invoices are overdue, and the run is cancelled at some moment", s =>
        {
            var caller = new CancellationTokenSource();
            var moment = s.Dependency("caller");
            var run = Job(s, Invoices(4), cancellationToken: caller.Token);
            ExpectCancelled(s, run);
            s.Operation("caller", async () =>
            {
                await moment.CallAsync("changes their mind").ConfigureAwait(false);
                caller.Cancel();
            });
        }, 5 * OtherOrders);
        foreach (var (kind, when) in new[] { (Kind.SendAsked, "asked for"), (Kind.Out, "out") })
        {
            Explore($"6 invoices are overdue; the run is cancelled in the moment in which a mail is {when}", s =>
            {
                var caller = new CancellationTokenSource();
                var run = Job(s, Invoices(6), cancellationToken: caller.Token);
                run.Office.Hook = (kind, 2, caller.Cancel);
                ExpectCancelled(s, run);
            });
        }
        Explore("The run is cancelled before it begins",
            s => ExpectCancelled(s, Job(s, Invoices(2), cancellationToken: new CancellationToken(canceled: true))));
    });

    [Fact]
    public Task Runs_at_the_same_time_do_not_mix_and_a_failure_is_forgotten() => RunAsync(() =>
    {
        Explore("Two branches run at the same time, and in one an address cannot be one", s =>
        {
            List<Invoice> north = Invoices(3, "N"), south = Invoices(3, "S");
            north[1] = north[1] with { Address = "nowhere" };
            var office = new FakeOffice(s.Dependency("office"));
            office.Overdue = branch => [.. branch == "north" ? north : south];
            var job = new ReminderJob(office, office, office);
            JobRun bad = new(office, "north", north), good = new(office, "south", south);
            bad.Run = s.Operation("north", () => bad.RunAsync(job, default)).MayThrow<AddressException>();
            good.Run = s.Operation("south", async () =>
            {
                await good.RunAsync(job, default);
                // the next night, and nothing of the night before is left
                await job.RunAsync("south", default);
            });
            ExpectNothingLeft(s, bad);
            ExpectNothingLeft(s, good);
            Expect(s, "what fails fails its own run, and no other, not even the next",
                () => (bad.Run.Ending, good.Run.Ending) == (nameof(AddressException), "completed") ? null
                    : $"the run with the bad address {bad.Run.Ending}, the other {good.Run.Ending}");
            Expect(s, "what is overdue the next night again is reminded again", () => good.NotReminded());
        }, 2 * OtherOrders);
    });

    [Fact]
    public Task While_mails_and_marks_are_under_way_no_thread_waits_and_no_timer_runs() => OnTheLoopAsync(async loop =>
    {
        const int Runs = 20, Many = Runs / 2;
        var rest = new ThreadPoolQuiescence(loop, () => 0);
        var cost = new WaitFootprint();
        var script = new ScriptedDependency("office");
        var office = new FakeOffice(script);
        office.Overdue = branch => [new($"{branch}-1", "1@home"), new($"{branch}-2", "2@home")];
        var job = new ReminderJob(office, office, office);
        using var host = new CancellationTokenSource();
        var runs = Task.WhenAll(Enumerable.Range(1, Runs).Select(number => job.RunAsync($"{number}", host.Token)));
        string? wrong = null;
        foreach (string call in new[] { "lists", "mails", "marks" })
        {
            int threads = await cost.ThreadsAtRestAsync(few: Many);
            _ = threads < Many && await rest.WaitAsync();
            wrong ??= threads >= Many ? $"while the {call} of {Runs} runs are under way, {threads} threads are held"
                : cost.Timers > Many ? $"while the {call} of {Runs} runs are under way, {cost.Timers} timers run" : null;
            for (int left = script.Count; left > 0; left--)
            {
                script.Answer();
            }
        }
        while (wrong is null && !runs.IsCompleted)
        {
            script.AnswerAll();
            // at rest, with no call under way, nothing will happen any more
            wrong = await rest.WaitAsync() && script.Count == 0 && !runs.IsCompleted
                ? "all calls are answered, and some run never comes to its end" : null;
        }
        Assert.True(wrong is null, $"""
            {Runs} branches run at the same time: {wrong}.
            Broken: {Ends}. {Notebook}
            """);
    });

    [Fact]
    public Task Of_a_run_that_has_ended_nothing_is_kept() => OnTheLoopAsync(async loop =>
    {
        const int Runs = 40;
        var rest = new ThreadPoolQuiescence(loop, () => 0);
        var probe = new LeakProbe();
        var office = new FakeOffice(new ScriptedDependency("office") { AnswersAtOnce = true });
        office.Overdue = branch =>
            [Watched(branch, "home@home"), Watched(branch, branch[^1] % 2 == 0 ? "nowhere" : "a@b")];
        var job = new ReminderJob(office, office, office);
        // the host's own, which lives as long as the process
        using var host = new CancellationTokenSource();
        int ended = 0;
        for (int number = 1; number <= Runs; number++)
        {
            var run = job.RunAsync($"branch {number}", host.Token);
            // everything is answered at once: what has not come to its end at rest never will
            if (!await rest.WaitAsync())
            {
                await Task.WhenAny(run);
            }
            ended += run.IsCompleted ? 1 : 0;
        }
        int held = probe.Alive().Count;
        Assert.True(ended == Runs && held < Runs / 4, $"""
            {ended} of {Runs} runs have ended, with {2 * Runs} invoices; {held} of these are in memory.
            Broken: one job serves all branches for as long as the process lives, and keeps nothing of what is done. {Notebook}
            """);

        Invoice Watched(string branch, string address)
        {
            Invoice? invoice = null;
            probe.Watch(branch, () => invoice = new Invoice($"{branch}, {address}", address));
            return invoice!;
        }
    });

    // This is the test the team had, and it was green all year: a double that answers at once is done at once.
    [Fact]
    public Task A_run_says_how_many_reminders_are_out() => RunAsync(async () =>
    {
        foreach (int count in new[] { 0, 1, 12 })
        {
            var invoices = Invoices(count);
            var office = new FakeOffice(new ScriptedDependency("office") { AnswersAtOnce = true });
            office.Overdue = _ => [.. invoices];
            await new ReminderJob(office, office, office).RunAsync("north");

            int marked = office.Happened.Count(each => each.Kind == Kind.Marked);
            Assert.True(marked == count && office.Happened[^1].Text == $"north: {count} reminders are out", $"""
                {count} invoices were overdue, {marked} are marked; what happened last: {office.Happened[^1]}.
                Broken: {LineIsTrue}. {Notebook}
                """);
        }
    });

    private static List<Invoice> Invoices(int count, string prefix = "N") =>
        [.. Enumerable.Range(1, count).Select(number => new Invoice($"{prefix}-{number}", $"{number}@home"))];

    private static JobRun Job(Scenario s, List<Invoice> invoices, CancellationToken cancellationToken = default)
    {
        var office = new FakeOffice(s.Dependency("office"), cancellationToken);
        office.Overdue = _ => [.. invoices];
        var run = new JobRun(office, "north", invoices);
        var job = new ReminderJob(office, office, office);
        run.Run = s.Operation("run", () => run.RunAsync(job, cancellationToken));
        return run;
    }

    private static void ExpectFailed(Scenario s, JobRun run, string error)
    {
        run.Run.MayThrow<Exception>();
        Expect(s, "what fails fails the run with its own error",
            () => run.Run.Ending == error ? null : $"{error}, and the run ended as: {run.Run.Ending}");
        ExpectNothingLeft(s, run);
        Expect(s, LineIsTrue, run.LineNotTrue);
    }

    private static void ExpectCancelled(Scenario s, JobRun run)
    {
        Expect(s, "no mail goes out when the run was cancelled",
            () => run.Office.RanOn.Count == 0 ? null : $"all the same: {JobRun.Some(run.Office.RanOn)}");
        Expect(s, "a run that is cancelled before every mail is out ends as cancelled",
            () => run.AllWereOut || run.Run.Ending == "cancelled" ? null : $"it ended as: {run.Run.Ending}");
        ExpectNothingLeft(s, run);
        Expect(s, "what is out is marked all the same, and nothing is tried again", run.NotMarkedThoughOut);
        Expect(s, LineIsTrue, run.LineNotTrue);
    }

    private static void ExpectNothingLeft(Scenario s, JobRun run) => Expect(s, NothingLeft, () => run.LeftBehind);

    private static void Expect(Scenario s, string property, Func<string?> wrong) =>
        s.Expect(property, () => wrong() is null, () => wrong());

    /// <summary>One run in which whatever has waited longest is answered next, and some in other orders.</summary>
    private static void Explore(string scene, Action<Scenario> setUp, int otherOrders = 0)
    {
        // of several failures only one has to be reported
        var options = new ExplorationOptions
        {
            MaxSchedules = 1, RandomSchedules = otherOrders, StopAtFirstFailure = true, AllowsUnobservedFaults = true,
        };
        var exploration = Controlled(scene, () => Interleavings.Explore(setUp, options));
        Check(scene, exploration.FirstFailure);
        // code that asks one after another leaves no order to choose
        if (!exploration.Complete && exploration.Schedules != 1 + otherOrders)
        {
            Assert.Fail(Uncontrolled(scene, exploration.IncompleteBecause));
        }
    }

    private static T Controlled<T>(string scene, Func<T> explore)
    {
        try
        {
            return explore();
        }
        catch (ExplorationException error)
        {
            Assert.Fail(Uncontrolled(scene, error.Message));
            throw;
        }
    }

    private static string Uncontrolled(string scene, string? why) => s_neverAtRest = $"""
        {scene}: {why}
        Broken: {Ends}. {Notebook}
        """;

    private static void Check(string scene, ScheduleRun? run) => Assert.True(run?.Failure is null, $"""
        {scene}; answers come {(run?.Schedule.Trim('0').Length > 0 ? "in another order" : "in the order of the questions")}:
        {run?.Failure}
        {Promise(run?.Failure ?? "")}{Notebook}
        """);

    private static string Promise(string failure) => failure.Split(':')[0] switch
    {
        "broken" => "",
        "unhandled" => "Broken: what fails, fails its run; here nobody could catch it, and the process would have ended. ",
        "threw" => "Broken: what fails, fails its run, and a run in which nothing fails does not fail. ",
        _ => $"Broken: {Ends}. ",
    };

    private static Task RunAsync(Action test) => RunAsync(() =>
    {
        test();
        return Task.CompletedTask;
    });

    private static Task RunAsync(Func<Task> test) => WatchedAsync(() => Watchdog.RunAsync(test));

    private static Task OnTheLoopAsync(Func<EventLoop, Task> test) =>
        WatchedAsync(() => Watchdog.RunOnLoopAsync(test));

    private static async Task WatchedAsync(Func<Task> test)
    {
        // each takes seconds to find out, beside what the first left behind; that one has said it all
        if (s_neverAtRest is not null)
        {
            throw new HungException($"Not run: an earlier test hung, and said why. First: {s_neverAtRest}");
        }
        try
        {
            await test();
        }
        catch (HungException hung) when (!hung.Message.StartsWith("Not run", StringComparison.Ordinal))
        {
            throw new HungException($"""
                {hung.Message}
                Broken: {Ends}. {Notebook}
                """);
        }
    }
}
