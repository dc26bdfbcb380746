using System.Globalization;

namespace HonestAsync.Lab.Tests.Processes;

public class RunningProcessTests
{
    private static readonly TimeSpan s_minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Ending_a_process_ends_what_it_has_started()
    {
        Needs.Linux();
        using var process = Shell.Script("sleep 600 & echo $!; wait").Start();
        int sleeper = int.Parse((await process.Output.ReadLineAsync(TestContext.Current.CancellationToken))!, CultureInfo.InvariantCulture);
        var identity = ProcessIdentity.Of(sleeper)!;

        process.End();

        Assert.True(await process.WaitAsync(s_minute));
        Assert.True(await GoneAsync(identity));
        Assert.Equal(137, process.ExitCode);
    }

    [Fact]
    public async Task A_group_is_ended_after_its_leader_has_gone()
    {
        Needs.Linux();
        // setsid makes it the leader of a group, as ProcessGroup.Lead does
        using var process = new ProcessStart("setsid", "sh", "-c", "sleep 600 >&- 2>&- & echo $!").Start();
        process.LeadsGroup = true;
        int sleeper = int.Parse((await process.Output.ReadLineAsync(TestContext.Current.CancellationToken))!, CultureInfo.InvariantCulture);
        var identity = ProcessIdentity.Of(sleeper)!;
        Assert.True(await process.WaitAsync(s_minute));
        Assert.True(identity.IsAlive);

        process.End();

        Assert.True(await GoneAsync(identity));
    }

    [Fact]
    public async Task Ending_a_process_that_has_ended_does_nothing()
    {
        Needs.Linux();
        using var process = Shell.Script("exit 7").Start();
        await process.WaitAsync(TestContext.Current.CancellationToken);

        process.End();
        process.CloseInput();

        Assert.Equal((true, 7), (process.HasEnded, process.ExitCode));
        Assert.Equal((TimeSpan.Zero, 0), (process.Times().Ran, process.WorkingSet()));
    }

    [Fact]
    public async Task A_bounded_wait_for_a_process_that_runs_on_returns_false()
    {
        Needs.Linux();
        using var process = Shell.Script("exec sleep 600").Start();

        Assert.False(await process.WaitAsync(TimeSpan.FromMilliseconds(50)));
        Assert.False(process.Wait(TimeSpan.FromMilliseconds(50)));

        process.End();
        Assert.True(process.Wait(s_minute));
    }

    [Fact]
    public async Task The_end_is_reported_once_also_to_a_caller_who_asks_late()
    {
        Needs.Linux();
        using var process = Shell.Script("read line").Start();
        var ended = new TaskCompletionSource();
        // a second call would throw
        process.WhenEnded(ended.SetResult);

        process.CloseInput();
        await ended.Task.WaitAsync(s_minute, TimeProvider.System, TestContext.Current.CancellationToken);

        var late = new TaskCompletionSource();
        process.WhenEnded(late.SetResult);
        await late.Task.WaitAsync(s_minute, TimeProvider.System, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Lines_are_read_until_the_stream_ends()
    {
        Needs.Linux();
        using var process = Shell.Script("echo one; echo two").Start();
        var lines = new List<string>();
        var end = new TaskCompletionSource();

        process.Output.ReadLines(lines.Add, end.SetResult);
        await end.Task.WaitAsync(s_minute, TimeProvider.System, TestContext.Current.CancellationToken);

        Assert.Equal(["one", "two"], lines);
    }

    [Fact]
    public async Task Cpu_time_and_memory_are_those_of_the_child()
    {
        Needs.Linux();
        using var process = Shell.Script("while :; do :; done").Start();
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(5));

        while (process.Times().Ran == TimeSpan.Zero)
        {
            await beat.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }

        Assert.True(process.WorkingSet() > 0);
        process.End();
    }

    private static async Task<bool> GoneAsync(ProcessIdentity process)
    {
        using var enough = new CancellationTokenSource(s_minute);
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (process.IsAlive)
        {
            await beat.WaitForNextTickAsync(enough.Token);
        }
        return true;
    }
}
