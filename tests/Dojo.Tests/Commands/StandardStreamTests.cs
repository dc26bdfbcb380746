using System.Text;

namespace HonestAsync.Dojo.Tests;

/// <summary>Output that takes no text: a sentence on the error stream, an exit code, never a stack.</summary>
public class StandardStreamTests
{
    [Fact]
    public async Task Output_to_a_full_disk_is_a_sentence_and_exit_code_2()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "only Linux has a device that is always full");
        using var clone = new FakeClone();

        AssertSentence(await Tool.ShellAsync(clone, "exec dojo list > /dev/full"), "No space left on device");
    }

    [Fact]
    public async Task Output_that_was_closed_before_the_start_is_a_sentence_and_exit_code_2()
    {
        using var clone = new FakeClone();

        AssertSentence(await Tool.ShellAsync(clone, "exec dojo list >&-"), "it was closed before the start");
    }

    [Fact]
    public async Task A_reader_that_has_gone_ends_the_tool_quietly_as_a_shell_counts_it()
    {
        using var clone = new FakeClone();
        using var shell = Tool.StartShell(clone, "read go; exec dojo list");
        using var bound = new CancellationTokenSource(TimeSpan.FromMinutes(2));

        // the pipe has no reader before the tool begins
        shell.StandardOutput.Close();
        await shell.StandardInput.WriteLineAsync("go");
        string error = await shell.StandardError.ReadToEndAsync(bound.Token);
        await shell.WaitForExitAsync(bound.Token);

        Assert.Equal(("", ExitCode.ReaderGone), (error, shell.ExitCode));
    }

    [Theory]
    [InlineData("exec dojo bogus 2>&-")]
    [InlineData("exec dojo bogus >&- 2>&- <&-")]
    [InlineData("exec dojo list >&- 2>&-")]
    public async Task Without_a_place_for_the_sentence_the_exit_code_says_it(string line)
    {
        using var clone = new FakeClone();

        Assert.Equal((ExitCode.ToolFailure, "", ""), await Tool.ShellAsync(clone, line));
    }

    [Fact]
    public async Task A_write_that_fails_in_the_middle_of_a_command_is_a_sentence()
    {
        using var output = Writer(new FullStream(), DescriptorState.Open);
        using var error = new StringWriter();

        int code = await DojoCommands.InvokeAsync(["--help"], output, error, redirected: true);

        AssertSentence((code, "", error.ToString()), "no room");
    }

    [Fact]
    public async Task Text_goes_through_as_it_is()
    {
        using var kept = new MemoryStream();
        using var output = Writer(kept, DescriptorState.Open);

        int code = await DojoCommands.InvokeAsync(["--help"], output, TextWriter.Null, redirected: true);

        Assert.Equal(0, code);
        Assert.Contains("dojo run 16 --out copies", Encoding.UTF8.GetString(kept.ToArray()), StringComparison.Ordinal);
    }

    private static StreamWriter Writer(Stream inner, DescriptorState state) =>
        new(new StandardStream(inner, () => state)) { AutoFlush = true };

    private static void AssertSentence((int Code, string Output, string Error) said, string reason)
    {
        Assert.Equal(ExitCode.ToolFailure, said.Code);
        Assert.Empty(said.Output);
        Assert.Equal(
            $"The output could not be written: {reason}.\nSend it to a terminal, or to a file with room.\n",
            said.Error.ReplaceLineEndings("\n"));
    }

    private sealed class FullStream : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer) => throw new IOException("no room");
    }
}
