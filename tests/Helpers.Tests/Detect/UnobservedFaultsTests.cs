using System.Runtime.CompilerServices;

namespace HonestAsync.Helpers.Tests;

public class UnobservedFaultsTests
{
    [Fact]
    public void A_fault_that_no_code_looks_at_is_found_with_the_line_that_started_it()
    {
        using var faults = UnobservedFaults.Watch();
        StartAndForget();

        var fault = Assert.Single(faults.Collect());
        Assert.Equal("no mail today", fault.Error.Message);
        Assert.StartsWith("UnobservedFaultsTests.SendAsync, UnobservedFaultsTests.cs:", fault.ThrownAt, StringComparison.Ordinal);
        Assert.StartsWith("UnobservedFaultsTests.StartAndForget, UnobservedFaultsTests.cs:", fault.StartedAt, StringComparison.Ordinal);
        var error = Assert.Throws<UnobservedFaultException>(faults.EnsureNone);
        Assert.StartsWith("unobserved: a task failed with IOException: no mail today, and no code looked at it (thrown in ", error.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void After_a_suspension_the_starter_is_not_known_and_the_thrower_is()
    {
        using var faults = UnobservedFaults.Watch();
        StartSuspendedAndForget();

        var fault = Assert.Single(faults.Collect());
        Assert.Null(fault.StartedAt);
        Assert.StartsWith("UnobservedFaultsTests.SendLaterAsync,", fault.ThrownAt, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fault_that_is_awaited_or_looked_at_is_none()
    {
        using var faults = UnobservedFaults.Watch();
        await Assert.ThrowsAsync<IOException>(SendAsync);
        Assert.NotNull(SendAsync().Exception);
        await Assert.ThrowsAsync<IOException>(() => Task.WhenAll(SendAsync(), SendAsync()));

        faults.EnsureNone();
    }

    [Fact]
    public void A_fault_on_the_loop_is_found_as_well()
    {
        using var faults = UnobservedFaults.Watch();
        new EventLoop().Run(async () =>
        {
            StartSuspendedAndForget();
            await Task.Yield();
        });

        Assert.Single(faults.Collect());
    }

    [Fact]
    public void A_fault_outside_of_the_watch_is_not_its_business()
    {
        StartAndForget();
        using var faults = UnobservedFaults.Watch();

        Assert.Empty(faults.Collect());
    }

    [Fact]
    public void A_schedule_whose_fault_no_code_looks_at_fails_and_the_trace_shows_it()
    {
        var exploration = Interleavings.Explore(Forgetful);

        Assert.Equal((ExplorationVerdict.Failed, exploration.Schedules), (exploration.Verdict, exploration.Failing));
        Assert.StartsWith("unobserved: a task failed with IOException: no mail today", exploration.FirstFailure!.Failure, StringComparison.Ordinal);
        Assert.Contains("(thrown in UnobservedFaultsTests.SendAsync,", exploration.FirstFailure.Failure, StringComparison.Ordinal);
        Assert.NotEmpty(exploration.FirstFailure.Steps);
        Assert.Equal(0, Interleavings.Explore(Forgetful, new ExplorationOptions { AllowsUnobservedFaults = true }).Failing);

        static void Forgetful(Scenario s)
        {
            var store = s.Dependency("store");
            s.Operation("orders", async () =>
            {
                await store.CallAsync("save");
                _ = SendAsync();
            });
            s.Operation("reads", () => store.CallAsync("read"));
        }
    }

    [Fact]
    public void Only_the_schedules_with_an_unobserved_fault_fail()
    {
        var exploration = Interleavings.Explore(s =>
        {
            var store = s.Dependency("store");
            bool closed = false;
            s.Operation("mails", async () =>
            {
                await store.CallAsync("read");
                _ = MailAsync();
            });
            s.Operation("closes", async () =>
            {
                await store.CallAsync("close");
                closed = true;
            });

            Task MailAsync() => closed ? SendAsync() : Task.CompletedTask;
        });

        // 6 orders; in half of them the mail comes after the end
        Assert.Equal((6, 3), (exploration.Schedules, exploration.Failing));
    }

    [Fact]
    public void A_sweep_sees_the_failed_call_that_no_code_awaits()
    {
        var runs = Interleavings.FaultAtEachAwait(s =>
        {
            var (store, log) = (s.Dependency("store"), s.Dependency("log"));
            s.Operation("orders", async () =>
            {
                _ = log.CallAsync("note");
                await store.CallAsync("save");
            }).MayThrow<IOException>();
        }, () => new IOException("the log is full"));

        Assert.Equal(["unobserved: a task failed with IOException: the log is full, and no code looked at it", null], runs.Select(run => run.Failure));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void StartAndForget() => _ = SendAsync();

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void StartSuspendedAndForget()
    {
        var source = new TaskCompletionSource();
        _ = SendLaterAsync(source.Task);
        source.SetResult();
    }

    private static async Task SendAsync()
    {
        await Task.CompletedTask;
        throw new IOException("no mail today");
    }

    private static async Task SendLaterAsync(Task ready)
    {
        await ready;
        throw new IOException("no mail today");
    }
}
