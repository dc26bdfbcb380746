using System.Diagnostics;

namespace HonestAsync.Dojo.Tests;

/// <summary>The tool as a process: what a user types, what it prints, how it ends.</summary>
public class CommandLineTests
{
    private static readonly TimeSpan s_bound = TimeSpan.FromMinutes(2);

    [Theory]
    [InlineData("bogus", "Unrecognized command or argument 'bogus'.", "See: dojo --help")]
    [InlineData("check 99", "There is no kata '99'.", "dojo list")]
    [InlineData("claim no-such", "The ledger has no claim 'no-such'.", "SCOREBOARD.md")]
    public async Task Wrong_arguments_are_reported_on_the_error_stream_with_exit_code_2(string words, string says, string help)
    {
        using var clone = new FakeClone();

        AssertRefused(await Tool.RunAsync(clone, words), says, help);
    }

    [Theory]
    [InlineData("run --cell-limit 0", "--cell-limit takes whole seconds from 1 to 3600.", "See: dojo run --help")]
    [InlineData("new kata", "Required argument 'slug' missing for command: 'kata'.", "See: dojo new kata --help")]
    [InlineData("check 1 --all", "Name one kata, or say --all.", "See: dojo check --help")]
    [InlineData("solution 32 everything", "Argument 'everything' not recognized. Must be one of:",
        "See: dojo solution --help")]
    [InlineData("kernel install --name ..", "--name takes letters, digits, dots, hyphens and underscores.", "See: dojo kernel install --help")]
    [InlineData("kernel uninstall --all --name a", "Name one kernel, or say --all.", "See: dojo kernel uninstall --help")]
    [InlineData("kernel install --name a/b", "--name takes letters, digits, dots, hyphens and underscores.", "See: dojo kernel install --help")]
    [InlineData("prove --runs 1", "--runs takes a whole number from 4 to 100000.", "See: dojo prove --help")]
    public async Task Words_that_do_not_fit_a_command_are_refused_with_its_help(string words, string says, string help) =>
        AssertRefused(await InProcessAsync(words), says, help);

    [Fact]
    public async Task Help_is_printed_by_the_tool_itself()
    {
        using var clone = new FakeClone();

        var (code, output, _) = await Tool.RunAsync(clone, "--help");

        Assert.Equal(0, code);
        Assert.Contains("dojo run 16 --out copies", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_arguments_it_says_where_you_are_and_the_next_step()
    {
        using var clone = new FakeClone().With("1");

        var (code, output, _) = await Tool.RunAsync(clone, "");

        Assert.Equal(0, code);
        Assert.Contains("1 of 2 notebooks are written, 1 of 2 claims are measured", output,
            StringComparison.Ordinal);
        Assert.Contains("Next step", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Redirected_output_is_plain_text()
    {
        using var clone = new FakeClone().With(Cells.Setup, Cells.Verdict("one-claim", "Holds"));

        var (code, output, _) = await Tool.RunAsync(clone, "run");

        Assert.Equal(0, code);
        Assert.DoesNotContain('\u001b', output);
        Assert.Contains("  holds          one-claim", output, StringComparison.Ordinal);
    }

    [WholeFact]
    public async Task Numbers_in_the_text_are_English_whatever_the_language_of_the_user()
    {
        using var clone = new FakeClone();
        clone.WithKata(TinyKata.Subject());

        var (code, output, _) = await Tool.RunAsync(clone, "check 1", ("LC_ALL", "de_DE.UTF-8"));

        Assert.Equal(0, code);
        Assert.Matches(@"\d\.\d s", output);
    }

    [WholeFact]
    public async Task Ctrl_C_in_the_middle_ends_everything_and_exits_with_130()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "an interrupt cannot be sent to one process on Windows");
        using var clone = new FakeClone();
        string mark = Path.Combine(clone.Root, "kernel.pid");
        clone.With($"System.IO.File.WriteAllText(\"{mark}\", Environment.ProcessId.ToString());\nawait System.Threading.Tasks.Task.Delay(-1);");
        string before = await File.ReadAllTextAsync(clone.NotebookFile);
        using var process = Tool.Start(clone, "run --save");
        var output = process.StandardOutput.ReadToEndAsync();
        int kernel = await PidInAsync(mark);

        if (IgnoresInterrupts(process.Id))
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(new CancellationTokenSource(s_bound).Token);
            Assert.Skip("who started the tests made them ignore interrupts");
        }
        using (var kill = Process.Start("kill", ["-INT", process.Id.ToString()]))
        {
            await kill.WaitForExitAsync();
        }
        await process.WaitForExitAsync(new CancellationTokenSource(s_bound).Token);

        Assert.Equal(130, process.ExitCode);
        Assert.Contains("Interrupted", await output, StringComparison.Ordinal);
        Assert.Contains("nothing in notebooks/ was changed", await output, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllTextAsync(clone.NotebookFile));
        Assert.Throws<ArgumentException>(() => Process.GetProcessById(kernel));
    }

    // as everything that a shell without job control starts in its background
    private static bool IgnoresInterrupts(int process)
    {
        const ulong Interrupt = 1UL << (2 - 1);
        string status = $"/proc/{process}/status";
        return File.Exists(status)
            && (Convert.ToUInt64(File.ReadLines(status).Single(line => line.StartsWith("SigIgn:", StringComparison.Ordinal))[7..].Trim(), 16) & Interrupt) != 0;
    }

    private static void AssertRefused((int Code, string Output, string Error) said, string says, string help)
    {
        Assert.Equal(2, said.Code);
        Assert.Empty(said.Output);
        Assert.Contains(says, said.Error, StringComparison.Ordinal);
        Assert.Contains(help, said.Error, StringComparison.Ordinal);
    }

    /// <summary>For words that no command is run for: what a process would add is its start.</summary>
    private static async Task<(int Code, string Output, string Error)> InProcessAsync(string words)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        int code = await DojoCommands.InvokeAsync(words.Split(' '), output, error, redirected: true);
        return (code, output.ToString(), error.ToString());
    }

    private static async Task<int> PidInAsync(string file)
    {
        using var bound = new CancellationTokenSource(s_bound);
        string folder = Path.GetDirectoryName(file)!;
        while (true)
        {
            bound.Token.ThrowIfCancellationRequested();
            if (File.Exists(file) && int.TryParse(await File.ReadAllTextAsync(file), out int pid))
            {
                return pid;
            }
            // a short real wait between looks; the bound above fails the test
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, bound.Token);
        }
    }

}
