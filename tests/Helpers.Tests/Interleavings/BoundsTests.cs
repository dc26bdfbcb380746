namespace HonestAsync.Helpers.Tests;

public class BoundsTests
{
    [Fact]
    public void The_random_part_stops_at_the_first_failure()
    {
        var exploration = Interleavings.Explore(s => Calls(s, 10, failing: true), new ExplorationOptions
        {
            MaxSchedules = 5, RandomSchedules = 5_000, StopAtFirstFailure = true,
        });

        Assert.Equal(1, exploration.Failing);
        Assert.InRange(exploration.Schedules, 6, 100);
        Assert.Contains("stopped at the first failure", exploration.IncompleteBecause, StringComparison.Ordinal);
    }

    [Fact]
    public void The_random_part_ends_at_the_time_bound()
    {
        var exploration = Interleavings.Explore(s => Calls(s, 10), new ExplorationOptions
        {
            MaxSchedules = 5, RandomSchedules = long.MaxValue, TimeBound = TimeSpan.FromMilliseconds(50),
        });

        Assert.Equal(ExplorationVerdict.Incomplete, exploration.Verdict);
        Assert.Contains("the time bound of 0.05 s was reached", exploration.IncompleteBecause, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, 9, "184,756")]
    [InlineData(3, 7, "9,465,511,770")]
    [InlineData(4, 6, "472,518,347,558,400")]
    public void What_is_too_much_is_counted_where_the_operations_are_independent(int operations, int awaits, string schedules)
    {
        var exploration = Interleavings.Explore(s => Calls(s, awaits, operations), new ExplorationOptions
        {
            MaxSchedules = 5, RandomSchedules = 20,
        });

        Assert.StartsWith($"there are more than 5 schedules ({schedules}); the last 20 were taken at random", exploration.IncompleteBecause,
            StringComparison.Ordinal);
    }

    [Fact]
    public void An_exploration_that_ends_at_its_time_bound_says_out_of_how_many_too()
    {
        var exploration = Interleavings.Explore(s => Calls(s, 9), new ExplorationOptions { TimeBound = TimeSpan.Zero });

        Assert.Equal("the time bound of 0 s was reached (184,756)", exploration.IncompleteBecause);
    }

    [Fact]
    public void Where_operations_wait_for_one_another_the_number_is_an_estimate()
    {
        var exploration = Interleavings.Explore(s =>
        {
            var store = s.Dependency("store");
            var gate = new SemaphoreSlim(1, 1);
            for (int i = 0; i < 5; i++)
            {
                s.Operation($"operation {i}", async () =>
                {
                    await gate.WaitAsync();
                    await store.CallAsync("read");
                    await store.CallAsync("write");
                    gate.Release();
                });
            }
        }, new ExplorationOptions { MaxSchedules = 5, RandomSchedules = 500 });

        Assert.Contains("there are more than 5 schedules (about ", exploration.IncompleteBecause, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, 3)]
    [InlineData(3, 2)]
    public void The_estimate_is_right_on_average(int operations, int awaits)
    {
        // a gate makes the tree irregular; its true size comes from a complete exploration
        void SetUp(Scenario s)
        {
            var store = s.Dependency("store");
            var gate = new SemaphoreSlim(1, 1);
            for (int i = 0; i < operations; i++)
            {
                s.Operation($"operation {i}", async () =>
                {
                    await gate.WaitAsync();
                    for (int call = 0; call < awaits; call++)
                    {
                        await store.CallAsync("call");
                    }
                    gate.Release();
                });
            }
        }
        long size = Interleavings.Explore(SetUp).Schedules;

        var sampled = Interleavings.Explore(SetUp, new ExplorationOptions { MaxSchedules = 1, RandomSchedules = 4_000 });

        string estimate = sampled.IncompleteBecause!.Split("(about ")[1].Split(')')[0];
        double relative = double.Parse(estimate, System.Globalization.CultureInfo.InvariantCulture) / size;
        Assert.InRange(relative, 0.9, 1.1);
    }

    [Fact]
    public void Every_exception_that_is_allowed_counts()
    {
        void SetUp(Scenario s, Exception error) => s.Operation("fails", () => Task.FromException(error))
            .MayThrow<TimeoutException>().MayThrow<IOException>();

        Assert.Equal(0, Interleavings.Explore(s => SetUp(s, new TimeoutException())).Failing);
        Assert.Equal(0, Interleavings.Explore(s => SetUp(s, new IOException())).Failing);
        Assert.Equal(1, Interleavings.Explore(s => SetUp(s, new InvalidOperationException())).Failing);
    }

    private static void Calls(Scenario s, int awaits, int operations = 2, bool failing = false)
    {
        var store = s.Dependency("store");
        for (int i = 0; i < operations; i++)
        {
            s.Operation($"operation {i}", async () =>
            {
                for (int call = 0; call < awaits; call++)
                {
                    await store.CallAsync("call");
                }
            });
        }
        // the first schedules, depth first, end with the last operation; at random it is either
        string last = "";
        if (failing)
        {
            s.Operation("first of all", () =>
            {
                last = "it";
                return Task.CompletedTask;
            });
            s.Operation("marks", () =>
            {
                last += " came late";
                return Task.CompletedTask;
            });
            s.Expect("the mark comes first", () => last == "it came late");
        }
    }
}
