namespace HonestAsync.Lab.Tests.Processes;

public class ChildProcessTests
{
    private static ChildStart Shell(string script) => new("child", new ProcessStart("/bin/sh", "-c", script));

    [Fact]
    public async Task A_child_prints_that_it_is_ready_and_answers()
    {
        Needs.Linux();
        await using var child = await ChildProcess.StartAsync(Shell("echo ready; while read line; do echo \"heard $line\"; done"));

        Assert.Equal("ready", child.Hello);
        Assert.Equal("heard one", await child.AskAsync("one"));
        Assert.Equal("heard two", await child.AskAsync("two"));
    }

    [Fact]
    public async Task A_child_that_ignores_every_polite_signal_is_killed()
    {
        Needs.Linux();
        var child = await ChildProcess.StartAsync(
            Shell("trap '' TERM INT HUP QUIT; echo ready; while :; do sleep 0.1; done") with { EndBound = TimeSpan.FromMilliseconds(50) });
        var identity = ProcessIdentity.Of(child.Id)!;

        await child.DisposeAsync();

        Assert.False(identity.IsAlive);
    }

    [Fact]
    public async Task A_child_that_ends_before_it_is_ready_is_quoted()
    {
        Needs.Linux();
        var error = await Assert.ThrowsAsync<ChildProcessException>(() => ChildProcess.StartAsync(Shell("echo no disk >&2; exit 3")));

        Assert.Contains("exit code 3", error.Message, StringComparison.Ordinal);
        Assert.Contains("no disk", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_child_that_is_never_ready_is_ended()
    {
        Needs.Linux();
        var start = Shell("echo $$ >&2; exec sleep 60") with
        {
            StartBound = TimeSpan.FromMilliseconds(100),
            EndBound = TimeSpan.FromMilliseconds(10),
        };

        var error = await Assert.ThrowsAsync<ChildProcessException>(() => ChildProcess.StartAsync(start));

        Assert.Contains("did not get ready within", error.Message, StringComparison.Ordinal);
        string id = error.Message.Split("(process ")[1].Split(')')[0];
        Assert.Null(ProcessIdentity.Of(int.Parse(id, System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Fact]
    public async Task A_program_that_does_not_exist_is_named()
    {
        var error = await Assert.ThrowsAsync<ChildProcessException>(() => ChildProcess.StartAsync(new ChildStart("child", new ProcessStart("/no/such/program"))));

        Assert.Contains("/no/such/program", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_question_to_a_dead_child_fails_with_its_last_lines()
    {
        Needs.Linux();
        await using var child = await ChildProcess.StartAsync(Shell("echo ready; read line; echo last words >&2; exit 4"));

        var error = await Assert.ThrowsAsync<ChildProcessException>(() => child.AskAsync("anything"));

        Assert.Contains("ended on its own with exit code 4", error.Message, StringComparison.Ordinal);
        Assert.Contains("last words", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancelling_a_start_leaves_no_child()
    {
        Needs.Linux();
        using var cancelled = new CancellationTokenSource();
        var start = ChildProcess.StartAsync(Shell("exec sleep 60") with { EndBound = TimeSpan.FromMilliseconds(10) }, cancelled.Token);

        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => start);
    }
}
