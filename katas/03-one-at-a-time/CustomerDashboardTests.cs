// Leave as is. Each test is a promise of the page; the README lists them.
namespace HonestAsync.Katas.OneAtATime;

using static FakeServices;

public sealed class CustomerDashboardTests
{
    private const int OtherOrders = 4;
    private const string Notebook = "See notebooks/04-serial-concurrent-parallel.ipynb.";
    private static readonly string[] s_sections = ["profile", "tickets", "amount owed", "parcel", "orders"];
    private static string? s_neverAtRest;

    [Fact]
    public Task What_needs_no_other_answer_is_under_way_before_the_first_one_comes() => Watchdog.RunAsync(() =>
    {
        Explore("A page of 50 orders", s => Expect(s, Load(s, "ann", 50),
            "what needs no other answer is asked for before the first answer comes",
            load => load.NotUnderWayAtFirst()));
        return Task.CompletedTask;
    });

    [Fact]
    public Task Twenty_five_orders_are_under_way_as_long_as_so_many_are_left() => Watchdog.RunAsync(() =>
    {
        Explore("A page of 50 orders", s => ExpectTheLimit(s, Load(s, "ann", 50)), OtherOrders);
        Explore("A page of 10 orders", s => ExpectTheLimit(s, Load(s, "ann", 10)));
        return Task.CompletedTask;
    });

    [Fact]
    public Task The_amount_owed_is_asked_for_as_soon_as_its_token_is_there_and_no_sooner() => Watchdog.RunAsync(() =>
    {
        Explore("A page of 6 orders", s => Expect(s, Load(s, "ann", 6),
            "a call waits for the answers it needs, and for no other",
            load => load.AmountNotAfterItsToken()), OtherOrders);
        Explore("The same agent opens the same page twice", s =>
        {
            var services = new FakeServices(s.Dependency("services"));
            var dashboard = new CustomerDashboard(services, services);
            s.Operation("page of ann, twice", async () =>
            {
                await dashboard.LoadAsync("ann", Ids("ann", 2));
                await dashboard.LoadAsync("ann", Ids("ann", 2));
            });
        });
        return Task.CompletedTask;
    });

    [Fact]
    public Task The_page_shows_each_answer_in_its_place_whatever_the_order_of_the_answers() => Watchdog.RunAsync(() =>
    {
        Explore("A page of 12 orders", s =>
        {
            var load = Load(s, "ann", 12);
            ExpectThePage(s, load, 12);
            s.Expect("when the page is there, nothing of it is still under way",
                () => load.LeftBehind.Count == 0, () => $"still under way: {Some(load.LeftBehind)}");
        }, OtherOrders);
        Explore("A page of 12 orders, one of which comes when everything else has been answered", s =>
        {
            var bell = new Gate("the slow order");
            var services = new FakeServices(s.Dependency("services")) { Slow = ("ann-7", bell) };
            ExpectThePage(s, Load(s, "ann", 12, services: services), 12);
            var clock = s.Dependency("clock");
            s.Operation("slow order", async () =>
            {
                // the oldest operation's calls come first, so this is answered when the page has no other left
                await clock.CallAsync("much later");
                bell.Open();
            });
        });
        return Task.CompletedTask;
    });

    [Fact]
    public Task The_audit_notes_what_was_shown_line_by_line_in_the_order_of_the_page() => Watchdog.RunAsync(() =>
    {
        Explore("A page of 6 orders", s =>
        {
            var load = Load(s, "ann", 6);
            Expect(s, load,
                "a line of the audit is asked for when all answers are there and the line before it is stored",
                load => load.TooEarlyInTheAudit());
            s.Expect("the audit has a line for each section, in the order of the page",
                () => Stored(load.Services).SequenceEqual(s_sections), () => Some(Stored(load.Services)));
            s.Expect("the page is there when its audit is stored",
                () => load.LeftBehind.Count == 0, () => $"still under way: {Some(load.LeftBehind)}");
        }, OtherOrders);
        return Task.CompletedTask;
    });

    [Fact]
    public Task A_call_that_fails_fails_the_page_and_leaves_nothing_under_way() => Watchdog.RunAsync(() =>
    {
        const string OneFails = "A page of 3 orders, and one call fails";
        PageLoad? load = null;
        IReadOnlyList<Happening> before = [];
        var runs = Controlled(OneFails, () => Interleavings.FaultAtEachAwait(s =>
        {
            load = Load(s, "ann", 3);
            load.Page.MayThrow<ServiceUnavailableException>();
            var mine = load;
            s.Expect("a call that fails fails the page with its own error",
                () => mine.Page.Ending == nameof(ServiceUnavailableException),
                () => $"the page {mine.Page.Ending}");
            s.Expect("when the page has failed, nothing of it is still under way",
                () => mine.LeftBehind.Count == 0, () => $"still under way: {Some(mine.LeftBehind)}");
            s.Expect("nothing is noted in the audit after a failure",
                () => !AskedSince(before, mine).Any(call => call.IsAudit),
                () => Some(AskedSince(before, mine).Select(call => call.Call)));
        }, () =>
        {
            before = load!.Services.Log;
            return new ServiceUnavailableException();
        }));
        Check(OneFails, runs.FirstOrDefault(run => run.Failure is not null));
        Explore("A page of 60 orders, and the order service is down", s =>
        {
            var services = new FakeServices(s.Dependency("services")) { OrdersAreDown = true };
            var down = Load(s, "ann", 60, services: services);
            down.Page.MayThrow<ServiceUnavailableException>();
            s.Expect("a call that fails fails the page with its own error",
                () => down.Page.Ending == nameof(ServiceUnavailableException), () => $"the page {down.Page.Ending}");
            s.Expect("when the page has failed, nothing of it is still under way",
                () => down.LeftBehind.Count == 0, () => $"still under way: {Some(down.LeftBehind)}");
        });
        return Task.CompletedTask;
    });

    [Fact]
    public Task Who_closes_the_page_is_let_go_and_every_call_hears_of_it() => Watchdog.RunAsync(() =>
    {
        const string Closed = "A page of 3 orders is closed while a call is under way";
        var runs = Controlled(Closed, () => Interleavings.CancelAtEachAwait(s =>
        {
            var load = Load(s, "ann", 3, cancellationToken: s.CancellationToken);
            s.Expect("no call runs on when the agent has closed the page",
                () => load.Services.RanOn.Count == 0,
                () => $"asked for or answered all the same: {Some(load.Services.RanOn)}");
            s.Expect("a page that is closed before it is there ends as cancelled",
                () => load.Page.Ending == "cancelled", () => $"it {load.Page.Ending}");
        }));
        Check(Closed, runs.FirstOrDefault(run => run.Failure is not null));
        Explore("A page of 60 orders is closed while 25 of them are under way", s =>
        {
            var closed = new CancellationTokenSource();
            var load = Load(s, "ann", 60, cancellationToken: closed.Token);
            s.Operation("agent", () =>
            {
                closed.Cancel();
                return Task.CompletedTask;
            });
            s.Expect("no call runs on when the agent has closed the page",
                () => load.Services.RanOn.Count == 0,
                () => $"asked for or answered all the same: {Some(load.Services.RanOn)}");
            s.Expect("a page that is closed before it is there ends as cancelled",
                () => load.Page.Ending == "cancelled", () => $"it {load.Page.Ending}");
        });
        return Task.CompletedTask;
    });

    [Fact]
    public Task Two_pages_at_once_have_25_orders_each_and_do_not_mix() => Watchdog.RunAsync(() =>
    {
        Explore("Two agents open a page of 30 orders each", s =>
        {
            var services = new FakeServices(s.Dependency("services"));
            var dashboard = new CustomerDashboard(services, services);
            foreach (string customer in new[] { "ann", "benjamin" })
            {
                var load = Load(s, customer, 30, dashboard: dashboard, services: services);
                ExpectTheLimit(s, load);
                ExpectThePage(s, load, 30);
            }
        });
        return Task.CompletedTask;
    });

    // This is the test the team had, and it was green all year: services that answer at once leave nothing to
    // wait for, one after another or together.
    [Fact]
    public Task A_page_whose_services_answer_at_once_is_complete() => Watchdog.RunAsync(async () =>
    {
        foreach (int orders in new[] { 0, 1, 26, 50 })
        {
            var services = new FakeServices(new ScriptedDependency("services") { AnswersAtOnce = true });
            var page = await new CustomerDashboard(services, services).LoadAsync("ann", Ids("ann", orders));

            string? wrong = Difference(page, "ann", orders);
            Assert.True(wrong is null, $"""
                A page of {orders} orders, from services that answer at once: {wrong}.
                Broken: the page shows each answer in its place. {Notebook}
                """);
        }
    });

    private static string? Difference(CustomerPage? page, string customer, int orders)
    {
        if (page is null)
        {
            return "there is no page";
        }
        var expected = FakeServices.PageOf(customer, Ids(customer, orders));
        return page with { Orders = expected.Orders } != expected ? $"it shows {page with { Orders = [] }}"
            : page.Orders.SequenceEqual(expected.Orders) ? null
            : $"of {orders} orders it shows {page.Orders.Count}: "
            + Some(page.Orders.Select(order => order?.Id ?? "nothing"));
    }

    private static IEnumerable<string> Stored(FakeServices services) =>
        services.Log.Where(each => each is { IsAudit: true, IsAnswer: true })
            .Select(each => each.Call["audit ".Length..]);

    private static IEnumerable<Happening> AskedSince(IReadOnlyList<Happening> before, PageLoad load) =>
        load.Services.Log.Skip(before.Count).Where(each => !each.IsAnswer);

    // no order in which anybody could sort them
    private static string[] Ids(string customer, int count) =>
        [.. Enumerable.Range(1, count).OrderBy(number => number % 3).Select(number => $"{customer}-{number}")];

    private static PageLoad Load(
        Scenario s, string customer, int orders, CustomerDashboard? dashboard = null, FakeServices? services = null,
        CancellationToken cancellationToken = default)
    {
        services ??= new FakeServices(s.Dependency("services"), cancellationToken);
        dashboard ??= new CustomerDashboard(services, services);
        var load = new PageLoad(customer, orders, services);
        load.Page = s.Operation($"page of {customer}", async () =>
        {
            try
            {
                var page = await dashboard.LoadAsync(customer, Ids(customer, orders), cancellationToken);
                // what comes into the list later the agent does not see
                load.Shown = page with { Orders = [.. page.Orders] };
            }
            finally
            {
                load.LeftBehind = services.UnderWay(customer);
            }
        });
        return load;
    }

    private static void ExpectTheLimit(Scenario s, PageLoad load) => Expect(s, load,
        "25 of a page's orders are under way, as long as so many are left; a slow one holds up no other",
        load => load.NotTheLimit());

    private static void ExpectThePage(Scenario s, PageLoad load, int orders) => Expect(s, load,
        "the page shows each answer in its place", _ => Difference(load.Shown, load.Customer, orders));

    private static void Expect(Scenario s, PageLoad load, string property, Func<PageLoad, string?> wrong) =>
        s.Expect(property, () => wrong(load) is null, () => wrong(load));

    /// <summary>One run in which whatever has waited longest is answered next, and some in other orders.</summary>
    private static void Explore(string scene, Action<Scenario> setUp, int otherOrders = 0)
    {
        // of several failures only one has to be reported
        var options = new ExplorationOptions
        {
            MaxSchedules = 1, RandomSchedules = otherOrders, Seed = 3, StopAtFirstFailure = true,
            AllowsUnobservedFaults = true,
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
        // each of them takes seconds to find out, and the first has said it all
        if (s_neverAtRest is not null)
        {
            throw new HungException($"Not run: an earlier test hung, and said why. First: {s_neverAtRest}");
        }
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
        Broken: while a call is under way no thread waits for it, and nobody waits for a clock. {Notebook}
        """;

    private static void Check(string scene, ScheduleRun? run) => Assert.True(run?.Failure is null, $"""
        {scene}, {(run?.Schedule.Trim('0').Length > 0 ? "answered in another order" : "the oldest call answered first")}:
        {run?.Failure}
        {Notebook}
        """);
}
