namespace HonestAsync.Lab.Tests.Runtimes;

public class OtherRuntimeTests
{
    private static readonly RuntimeSpec s_node = RuntimeSpec.Of(RuntimeKind.Node);
    private static readonly TimeSpan s_minute = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData(RuntimeKind.Node)]
    [InlineData(RuntimeKind.Python)]
    public async Task A_script_answers_with_its_facts(RuntimeKind kind)
    {
        var runtime = Needs.Available(await OtherRuntime.FindAsync(kind));

        var facts = await runtime.RunAsync("loop-turns");

        Assert.True(facts.GetProperty("order").TryGetProperty("suspends", out _));
    }

    [Fact]
    public async Task An_absent_runtime_says_how_to_install_it()
    {
        var found = await OtherRuntime.FindAsync(s_node, "/nowhere:/nowhere/else", CancellationToken.None);

        Assert.Equal("Node is not on the path. Debian, Ubuntu: apt-get install nodejs.", found.Reason);
    }

    [Theory]
    [InlineData("echo v12.22.9", "Node 12.22.9 is too old: the scripts need 16.0 or newer.")]
    [InlineData("echo hello; exit 1", "does not say its version: exit code 1, 'hello'.")]
    public async Task Another_version_is_named(string version, string reason)
    {
        Needs.Linux();
        using var folder = new TemporaryFolder();
        folder.Program("node", version);

        var found = await OtherRuntime.FindAsync(s_node, folder.Path, CancellationToken.None);

        Assert.Contains(reason, found.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("echo broken >&2; exit 3", "failed with exit code 3. broken")]
    [InlineData("echo fine", "its last line is no JSON: 'fine'")]
    [InlineData("while :; do echo 0123456789012345678901234567890123456789; done", "wrote more than 1,000,000 characters and was killed")]
    public async Task A_script_that_goes_wrong_is_quoted(string script, string message)
    {
        Needs.Linux();
        using var folder = new TemporaryFolder();
        var node = await FakeAsync(folder, script);

        var error = await Assert.ThrowsAsync<ScriptException>(() => node.RunFileAsync("x.js", s_minute, [], CancellationToken.None));

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_script_that_does_not_end_is_killed()
    {
        Needs.Linux();
        using var folder = new TemporaryFolder();
        var node = await FakeAsync(folder, "exec sleep 60");

        var error = await Assert.ThrowsAsync<ScriptException>(
            () => node.RunFileAsync("x.js", TimeSpan.FromMilliseconds(100), [], CancellationToken.None));

        Assert.Contains("was not done after 0.1 s and was killed", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_last_line_is_the_result()
    {
        Needs.Linux();
        using var folder = new TemporaryFolder();
        var node = await FakeAsync(folder, "echo a warning; echo '{\"beats\": 7}'");

        var facts = await node.RunFileAsync("x.js", s_minute, [], CancellationToken.None);

        Assert.Equal(7, facts.GetProperty("beats").GetInt32());
    }

    [Fact]
    public async Task An_unknown_script_is_refused_with_the_ones_there_are()
    {
        Needs.Linux();
        using var folder = new TemporaryFolder();
        var node = await FakeAsync(folder, "exit 0");

        var error = await Assert.ThrowsAsync<ArgumentException>(() => node.RunAsync("no-such"));

        Assert.Contains("loop-turns.js", error.Message, StringComparison.Ordinal);
    }

    private static async Task<OtherRuntime> FakeAsync(TemporaryFolder folder, string script)
    {
        folder.Program("node", $"if [ \"$1\" = --version ]; then echo v20.1.0; exit; fi\n{script}");
        return (await OtherRuntime.FindAsync(s_node, folder.Path, CancellationToken.None)).Value;
    }
}
