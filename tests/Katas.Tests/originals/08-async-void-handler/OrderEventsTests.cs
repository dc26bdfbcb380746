// Leave as is. Each test is a promise of the events; the README lists them.
using System.Runtime.CompilerServices;

namespace HonestAsync.Katas.AsyncVoidHandler;

public sealed class OrderEventsTests
{
    private const string Notebook = "See notebooks/05-async-loops-and-forgotten-awaits.ipynb.";
    private const string NothingLeft = "when a publication has ended, in whatever way, no handler is at work on its order";
    private const string AllDone = "every handler has done its work when all is said to be well";
    private const string AllTold = "what the handlers threw reaches whoever publishes, all of it";
    private static readonly Order s_first = new("order 1"), s_second = new("order 2");
    private static string? s_neverAtRest;

    [Fact]
    public Task A_publication_ends_when_its_last_handler_has_ended() => Watchdog.RunAsync(() =>
    {
        Way[][] shops =
        [
            [Way.Works], [Way.Works, Way.Works], [Way.Works, Way.WorksAtOnce], [Way.Works, Way.WorksAtOnce, Way.Works],
        ];
        foreach (var ways in shops)
        {
            Explore($"An order is published to {(ways.Length == 1 ? "one handler" : $"{ways.Length} handlers")}", s =>
            {
                var shop = new Shop(s, ways);
                ExpectEnd(s, shop, shop.Publish(s_first));
                Expect(s, AllDone, () => shop.Not(each => each.Done.SequenceEqual([s_first]), "not done"));
            });
        }
        return Task.CompletedTask;
    });

    [Fact]
    public Task A_handler_that_fails_keeps_no_other_from_its_work() => Watchdog.RunAsync(() =>
    {
        foreach (var way in new[] { Way.FailsLater, Way.FailsAtOnce, Way.RunsOutOfTime })
        {
            for (int place = 0; place < 3; place++)
            {
                Way[] ways = [Way.Works, Way.Works, Way.Works];
                ways[place] = way;
                Explore($"Three handlers; number {place + 1} {FakeDepartment.Words(way)}", s =>
                {
                    var shop = new Shop(s, ways);
                    var publication = shop.Publish(s_first);
                    var others = shop.Departments.Where((_, at) => ways[at] == Way.Works);
                    Expect(s, "a handler that fails keeps no other from its work",
                        () => Shop.Not(others, each => each.Done.Count == 1, "not done"));
                    ExpectEnd(s, shop, publication);
                });
            }
        }
        return Task.CompletedTask;
    });

    [Fact]
    public Task Whatever_handlers_throw_reaches_whoever_publishes() => Watchdog.RunAsync(() =>
    {
        Way[][] shops =
        [
            [Way.FailsLater, Way.Works, Way.FailsLater], [Way.FailsAtOnce, Way.FailsAtOnce, Way.Works],
            [Way.FailsLater, Way.RunsOutOfTime, Way.FailsAtOnce], [Way.RunsOutOfTime, Way.Works, Way.RunsOutOfTime],
        ];
        foreach (var ways in shops)
        {
            Explore($"Three handlers: the first {FakeDepartment.Words(ways[0])}, the second {FakeDepartment.Words(ways[1])}, the third {FakeDepartment.Words(ways[2])}",
                s =>
                {
                    var shop = new Shop(s, ways);
                    ExpectEnd(s, shop, shop.Publish(s_first));
                });
        }
        Explore("A handler fails with the first of two orders, published one after the other", s =>
        {
            var shop = new Shop(s, Way.FailsLater, Way.Works);
            shop.Departments[0].Only = s_first;
            var (first, second) = shop.PublishBoth(s_first, s_second);
            ExpectEnd(s, shop, first);
            Expect(s, "what happened to one order does not happen to the next",
                () => second.IsWell && shop.Departments[1].Done.SequenceEqual([s_first, s_second]) ? null
                    : $"whoever published the second was told {second.Told}");
        });
        return Task.CompletedTask;
    });

    [Fact]
    public Task Two_publications_at_once_do_not_mix() => Watchdog.RunAsync(() =>
    {
        Explore("Two orders are published at the same time; a handler fails with the first", s =>
        {
            var shop = new Shop(s, Way.FailsLater, Way.Works);
            shop.Departments[0].Only = s_first;
            var (first, second) = (shop.Publish(s_first), shop.Publish(s_second));
            ExpectEnd(s, shop, first);
            Expect(s, "whoever publishes hears of the own order, and of no other",
                () => second.IsWell ? null : $"whoever published the second was told {second.Told}");
            Expect(s, NothingLeft, () => second.Left());
            Expect(s, AllDone, () => shop.Departments[0].Done.SequenceEqual([s_second]) ? null : "not done");
        });
        return Task.CompletedTask;
    });

    [Fact]
    public Task Who_cancels_is_heard_by_every_handler_and_waits_for_them() => Watchdog.RunAsync(() =>
    {
        foreach (var way in new[] { Way.Works, Way.FailsWhenCancelled })
        {
            string scene = $"A publication to two handlers is cancelled while they are at work; the first {FakeDepartment.Words(way)}";
            Cancel(scene, s =>
            {
                var shop = new Shop(s, way, Way.Works);
                var publication = shop.Publish(s_first, s.CancellationToken);
                Expect(s, "the caller's token goes to every handler",
                    () => shop.Not(each => !each.RanOn, "worked on, though the caller had cancelled"));
                Expect(s, NothingLeft, () => publication.Left());
                Expect(s, "a failure is told, also to who has cancelled", () => publication.NotToldOf(shop.Thrown, failuresOnly: true));
                Expect(s, "who cancels is not told that all is well, unless it is",
                    () => publication.IsWell ? shop.Not(each => each.Done.Count == 1, "not done") : null);
            });
        }
        Explore("A publication is cancelled before it begins", s =>
        {
            var shop = new Shop(s, Way.Works, Way.WorksAtOnce);
            var publication = shop.Publish(s_first, new CancellationToken(canceled: true));
            Expect(s, "a publication that is cancelled before it begins calls nobody, and ends as cancelled",
                () => publication.IsCancelled ? shop.Not(each => each.Calls.Count == 0, "called")
                    : $"whoever published was told {publication.Told}");
        });
        return Task.CompletedTask;
    });

    [Fact]
    public Task Each_subscription_is_called_once_for_each_order() => Watchdog.RunAsync(() =>
    {
        Explore("One handler has two subscriptions, of which one is ended twice after the first order", s =>
        {
            var shop = new Shop(s, Way.Works);
            var twin = shop.Events.Subscribe(shop.Departments[0]);
            shop.PublishBoth(s_first, s_second, between: () =>
            {
                twin.Dispose();
                twin.Dispose();
            });
            Expect(s, "each subscription is called once for each order, until it ends",
                () => shop.Departments[0].Calls.SequenceEqual([s_first, s_first, s_second]) ? null
                    : $"called for: {Publication.Listed(shop.Departments[0].Calls.Select(order => order.Number))}");
        });
        return Task.CompletedTask;
    });

    [Fact]
    public Task Who_comes_or_goes_during_a_publication_changes_nothing_for_it() => Watchdog.RunAsync(() =>
    {
        const string Began = "a publication calls whoever was subscribed when it began, and nobody else";
        Explore("When the first of two handlers is called it ends both subscriptions, and a third subscribes", s =>
        {
            var shop = new Shop(s, Way.Works, Way.Works);
            var third = new FakeDepartment(shop.Script, "mail");
            shop.Departments[0].Called = () =>
            {
                shop.Subscriptions.ForEach(each => each.Dispose());
                shop.Events.Subscribe(third);
            };
            var (first, second) = shop.PublishBoth(s_first, s_second);
            ExpectEnd(s, shop, first);
            Expect(s, Began, () => shop.Not(each => each.Calls.SequenceEqual([s_first]), "not called for order 1 alone"));
            Expect(s, Began, () => third.Calls.SequenceEqual([s_second]) && second.IsWell ? null
                : $"mail was called for: {Publication.Listed(third.Calls.Select(order => order.Number))}");
        });
        Explore("While two handlers are at work, the second ends its subscription and a third subscribes", s =>
        {
            var shop = new Shop(s, Way.Works, Way.Works);
            var third = new FakeDepartment(shop.Script, "mail");
            var publication = shop.Publish(s_first);
            s.Operation("staff", () =>
            {
                shop.Subscriptions[1].Dispose();
                shop.Events.Subscribe(third);
                return Task.CompletedTask;
            });
            ExpectEnd(s, shop, publication);
            Expect(s, Began, () => shop.Departments[1].Done.Count + third.Done.Count == 1 ? null
                : $"{shop.Departments[1].Name} and mail were called {shop.Departments[1].Calls.Count} and {third.Calls.Count} times");
        });
        return Task.CompletedTask;
    });

    [Fact]
    public Task What_has_ended_is_forgotten() => Watchdog.RunAsync(async () =>
    {
        const int Guests = 20, Few = 3;
        var events = new OrderEvents();
        var gone = new List<(WeakReference Handler, WeakReference Order)>();
        for (int i = 0; i < Guests; i++)
        {
            gone.Add(await ComeAndGoAsync(events));
        }
        new LeakProbe().Alive();
        int handlers = gone.Count(each => each.Handler.IsAlive);
        int orders = gone.Count(each => each.Order.IsAlive);

        Assert.True(handlers < Few && orders < Few, $"""
            {Guests} handlers came, each heard of one order and went; still in memory: {handlers} handlers, {orders} orders.
            Broken: an ended subscription and an order that has been published are forgotten. {Notebook}
            """);
        GC.KeepAlive(events);
    });

    // This is the test the team had, and it was green all year: its handlers are done when they return.
    [Fact]
    public Task Everybody_hears_of_an_order() => Watchdog.RunAsync(async () =>
    {
        foreach (int count in new[] { 0, 1, 5 })
        {
            var events = new OrderEvents();
            var departments = Enumerable.Range(1, count)
                .Select(number => new FakeDepartment(new Script(), $"department {number}") { Way = Way.WorksAtOnce }).ToList();
            departments.ForEach(each => events.Subscribe(each));
            var publication = new Publication(events, s_first, departments);
            await publication.RunAsync();

            int heard = departments.Count(each => each.Done.SequenceEqual([s_first]));
            Assert.True(heard == count && publication.IsWell, $"""
                {heard} of {count} departments heard of the order, once each; whoever published was told {publication.Told}.
                Broken: each subscription is called once for each order. {Notebook}
                """);
        }
    });

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<(WeakReference Handler, WeakReference Order)> ComeAndGoAsync(OrderEvents events)
    {
        var guest = new FakeDepartment(new Script(), "guest") { Way = Way.WorksAtOnce };
        var order = new Order("order");
        using (events.Subscribe(guest))
        {
            await events.PublishAsync(order);
        }
        return (new WeakReference(guest), new WeakReference(order));
    }

    private static void ExpectEnd(Scenario s, Shop shop, Publication publication)
    {
        Expect(s, NothingLeft, () => publication.Left());
        Expect(s, AllTold, () => publication.NotToldOf(shop.Thrown));
    }

    private static void Expect(Scenario s, string property, Func<string?> wrong) =>
        s.Expect(property, () => wrong() is null, () => wrong());

    private static void Explore(string scene, Action<Scenario> setUp)
    {
        var options = new ExplorationOptions { MaxSchedules = 300, RandomSchedules = 0, StopAtFirstFailure = true };
        Check(scene, () =>
        {
            var exploration = Interleavings.Explore(setUp, options);
            return exploration.Verdict == ExplorationVerdict.Incomplete
                ? throw new ExplorationException(exploration.IncompleteBecause!) : exploration.FirstFailure;
        });
    }

    private static void Cancel(string scene, Action<Scenario> setUp) =>
        Check(scene, () => Interleavings.CancelAtEachAwait(setUp).FirstOrDefault(run => run.Failure is not null));

    private static void Check(string scene, Func<ScheduleRun?> explore)
    {
        // each of them takes seconds to find out, and the first has said it all
        if (s_neverAtRest is not null)
        {
            throw new HungException($"Not run: an earlier test hung, and said why. First: {s_neverAtRest}");
        }
        try
        {
            var run = explore();
            Assert.True(run?.Failure is null, $"""
                {scene}:
                {run}{Promise(run?.Failure ?? "")}
                {Notebook}
                """);
        }
        catch (ExplorationException error)
        {
            s_neverAtRest = $"""
                {scene}: {error.Message}
                Broken: while a handler is at work no thread waits for it, and nobody looks at a clock. {Notebook}
                """;
            Assert.Fail(s_neverAtRest);
        }
    }

    private static string Promise(string failure) => failure.Split(':')[0] switch
    {
        "broken" => "",
        "unhandled" => "\nBroken: what handlers throw reaches whoever publishes; here it would have ended the process.",
        "blocked" => "\nBroken: while a handler is at work, no thread waits for it.",
        _ => "\nBroken: a publication ends when its last handler has ended.",
    };
}
