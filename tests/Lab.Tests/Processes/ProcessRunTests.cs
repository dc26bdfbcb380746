namespace HonestAsync.Lab.Tests.Processes;

public class ProcessRunTests
{
    private static readonly ProcessBound s_minute = new(TimeSpan.FromMinutes(1));

    [Fact]
    public async Task A_program_that_ends_returns_its_exit_code_and_both_streams()
    {
        Needs.Linux();

        var run = await ProcessRun.RunAsync(Shell.Script("echo out; echo err >&2; exit 3"), s_minute, TestContext.Current.CancellationToken);

        Assert.Equal(new ProcessRun(ProcessRunEnd.Exited, 3, "out\n", "err\n"), run);
        Assert.False(run.Succeeded);
    }

    [Fact]
    public async Task Output_is_read_as_UTF8_and_the_input_is_empty()
    {
        Needs.Linux();

        var run = await ProcessRun.RunAsync(Shell.Script("cat; printf 'caf\\303\\251'"), s_minute, TestContext.Current.CancellationToken);

        Assert.Equal("café", run.Output);
        Assert.True(run.Succeeded);
    }

    [Fact]
    public async Task A_program_that_does_not_end_in_time_is_killed()
    {
        Needs.Linux();

        var run = await ProcessRun.RunAsync(Shell.Script("echo $$; exec sleep 600"), new ProcessBound(TimeSpan.FromMilliseconds(200)),
            TestContext.Current.CancellationToken);

        Assert.Equal((ProcessRunEnd.TimedOut, 137), (run.End, run.ExitCode));
    }

    [Fact]
    public async Task A_program_that_floods_its_output_is_killed()
    {
        Needs.Linux();

        var run = await ProcessRun.RunAsync(Shell.Script("while :; do echo 0123456789; done"), s_minute with { Output = 1000 },
            TestContext.Current.CancellationToken);

        Assert.Equal((ProcessRunEnd.Flooded, 1000), (run.End, run.Output.Length));
    }

    [Fact]
    public async Task A_flood_that_is_allowed_is_read_to_its_end_and_dropped()
    {
        Needs.Linux();
        const string Script = "i=0; while [ $i -lt 20000 ]; do echo 0123456789; i=$((i+1)); done; echo done >&2";

        var run = await ProcessRun.RunAsync(Shell.Script(Script), s_minute with { Output = 10, KillsFlood = false },
            TestContext.Current.CancellationToken);

        Assert.Equal(new ProcessRun(ProcessRunEnd.Exited, 0, "0123456789", "done\n"), run);
    }

    [Fact]
    public async Task Cancelling_kills_the_program_and_what_it_has_started()
    {
        Needs.Linux();
        using var cancellation = new CancellationTokenSource();
        var started = new TaskCompletionSource<ProcessIdentity>();
        var run = Task.Factory.StartNew(() => ProcessRun.Run(Shell.Script("sleep 600 & wait"), s_minute,
            process => started.SetResult(ProcessIdentity.Of(process.Id)!), cancellation.Token),
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        var identity = await started.Task;

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        Assert.False(identity.IsAlive);
    }

    [Fact]
    public async Task A_program_that_does_not_exist_is_named()
    {
        var error = await Assert.ThrowsAsync<ProcessStartException>(
            () => ProcessRun.RunAsync(new ProcessStart("/no/such/program"), s_minute, TestContext.Current.CancellationToken));

        Assert.StartsWith("`/no/such/program` could not be started: ", error.Message, StringComparison.Ordinal);
        Assert.IsType<System.ComponentModel.Win32Exception>(error.InnerException);
    }

    [Fact]
    public async Task A_variable_is_added_or_removed_and_telemetry_of_tools_is_off()
    {
        Needs.Linux();
        var start = Shell.Script("echo \"$ADDED ${HOME-removed} $DOTNET_CLI_TELEMETRY_OPTOUT\"") with
        {
            Environment = new Dictionary<string, string?>(StringComparer.Ordinal) { ["ADDED"] = "added", ["HOME"] = null },
        };

        var run = await ProcessRun.RunAsync(start, s_minute, TestContext.Current.CancellationToken);

        Assert.Equal("added removed 1\n", run.Output);
    }
}
