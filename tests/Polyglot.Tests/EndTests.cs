using System.Diagnostics;
using System.Globalization;
using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.Events;

namespace HonestAsync.Polyglot.Tests;

public sealed class EndTests
{
    [Theory]
    [InlineData("node", "process.exit(3)", "Node exited with code 3")]
    [InlineData("node", "await 0; setTimeout(() => process.exit(0)); await new Promise(() => {})",
        "Node exited with code 0")]
    [InlineData("node", "process.abort()", "Node aborted (SIGABRT)")]
    [InlineData("node", "process.kill(process.pid, 'SIGKILL')",
        "Node was killed (SIGKILL), by its own code, from outside, or because the machine ran out of memory")]
    [InlineData("node", "const all = []; while (true) all.push(new Array(1000).fill({}))",
        "Node ran out of memory: it has a limit of 32 MB")]
    [InlineData("python", "import os; os._exit(3)", "Python exited with code 3")]
    [InlineData("python", "import os; os.abort()", "Python aborted (SIGABRT)")]
    [InlineData("python", "import ctypes; ctypes.string_at(0)", "Python crashed (SIGSEGV)")]
    public async Task A_cell_that_ends_its_process_fails_and_the_next_one_has_a_new_process(
        string kernel, string code, string how)
    {
        Needs.Runtime(kernel);
        using var notebook = new TestNotebook(new RuntimeOptions { NodeMegabytes = 32 });
        await notebook.RunAsync($"#!{kernel}\nn = 1");

        var cell = await notebook.RunAsync($"#!{kernel}\n{code}");

        Assert.Equal($"The cell ended its process. {how}: the variables of earlier cells are gone.",
            cell.Failure);
        Assert.Equal("", cell.Error);
        Assert.Contains($"#!{kernel}: `n` does not exist: {how}: the variables of earlier cells are gone.",
            (await notebook.RunAsync($"#!set --name n --value @{kernel}:n")).Failure,
            StringComparison.Ordinal);
        var next = await notebook.RunAsync($"#!{kernel}\n1 + 1");
        Assert.Equal($"{how}: the variables of earlier cells are gone.\n", next.Error);
        Assert.Equal("2", next.Value);
        Assert.Equal("", (await notebook.RunAsync($"#!{kernel}\n1 + 1")).Error);
    }

    [Fact]
    public async Task A_value_that_is_set_first_does_not_hide_that_variables_are_gone()
    {
        Needs.Runtime("node");
        using var notebook = new TestNotebook();
        await notebook.RunAsync("#!node\nprocess.exit(3)");

        var cell = await notebook.RunAsync("#!node\n#!set --name n --value 5\nn");

        Assert.Equal("Node exited with code 3: the variables of earlier cells are gone.\n", cell.Error);
        Assert.Equal("'5'", cell.Value);
    }

    [Theory]
    [InlineData("node", "while (true) console.log('flood');", "const kept = 1;\n")]
    [InlineData("python", "while True: print('flood')", "kept = 1\n")]
    public async Task A_flood_is_cut_and_its_cell_stopped(string kernel, string code, string before)
    {
        Needs.Runtime(kernel);
        using var notebook = new TestNotebook(new RuntimeOptions
        {
            OutputLimit = 1000,
            DiscardLimit = 20_000,
            Grace = TimeSpan.FromSeconds(60),
        });

        var cell = await notebook.RunAsync($"#!{kernel}\n{before}{code}");

        Assert.Equal("The cell printed more than 21,000 characters and was stopped.", cell.Failure);
        Assert.Equal(1000, cell.Out.Length);
        Assert.Equal(
            "\n… output cut: more than 20,000 characters beyond the limit of 1,000 are not shown.\n", cell.Error);
        Assert.Equal("1", (await notebook.RunAsync($"#!{kernel}\nkept")).Value);
    }

    [Fact]
    public async Task Output_a_little_beyond_the_limit_is_cut_and_counted()
    {
        Needs.Runtime("python");
        using var notebook = new TestNotebook(new RuntimeOptions { OutputLimit = 1000 });

        var cell = await notebook.RunAsync("#!python\nprint('x' * 1500)");

        Assert.Null(cell.Failure);
        Assert.Equal(new string('x', 1000), cell.Out);
        Assert.Equal(
            "\n… output cut: 501 characters beyond the limit of 1,000 are not shown.\n", cell.Error);
    }

    [Fact]
    public async Task A_process_that_is_killed_between_two_cells_is_noticed()
    {
        Needs.Runtime("node");
        using var notebook = new TestNotebook();
        int child = int.Parse((await notebook.RunAsync("#!node\nprocess.pid")).Value!,
            CultureInfo.InvariantCulture);
        Process.GetProcessById(child).Kill();
        await Children.GoneAsync(child);

        // the system may know it a moment before we do: then this cell is the one that fails
        var second = await notebook.RunAsync("#!node\n1 + 1");
        var third = await notebook.RunAsync("#!node\n1 + 1");

        Assert.Contains("Node was killed (SIGKILL)", second.Error + second.Failure, StringComparison.Ordinal);
        Assert.Equal("2", third.Value);
    }

    [Fact]
    public async Task A_value_of_a_process_that_is_kept_busy_is_not_waited_for_without_end()
    {
        Needs.Runtime("node");
        using var notebook = new TestNotebook(
            new RuntimeOptions { AnswerLimit = TimeSpan.FromMilliseconds(200) });
        using var signal = new SignalFile();
        await notebook.RunAsync("#!node\nlet n = 1;\n" +
            $"setInterval(() => {{ if (require('fs').existsSync('{signal.Path}')) while (true); }}, 1);");

        signal.Give();
        CellResult cell;
        do
        {
            cell = await notebook.RunAsync("#!set --name n --value @node:n");
        }
        while (cell.Failure is null);

        Assert.EndsWith("#!node does not answer: what an earlier cell has started keeps it busy.",
            cell.Failure, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("node",
        "console.log('first');\nwhile (!require('fs').existsSync('FILE'));\nconsole.log('second');")]
    [InlineData("python",
        "import os\nprint('first')\nwhile not os.path.exists('FILE'): pass\nprint('second')")]
    public async Task Output_is_there_while_the_cell_runs(string kernel, string code)
    {
        Needs.Runtime(kernel);
        using var notebook = new TestNotebook();
        using var signal = new SignalFile();
        string waiting = code.Replace("FILE", signal.Path, StringComparison.Ordinal);

        var cell = await notebook.RunAsync($"#!{kernel}\n{waiting}", _ => signal.Give());

        Assert.Equal("first\nsecond\n", cell.Out);
    }

    [Theory]
    [InlineData("node", "setTimeout(() => console.log('late'), 30); 1")]
    [InlineData("python", "import asyncio\nasyncio.get_running_loop().call_later(0.03, print, 'late') and 1")]
    public async Task What_a_cell_has_started_prints_after_its_end(string kernel, string code)
    {
        Needs.Runtime(kernel);
        using var notebook = new TestNotebook();
        var late = new TaskCompletionSource<KernelEvent>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var subscription = notebook.Root.KernelEvents.Subscribe(@event =>
        {
            if (@event is StandardOutputValueProduced printed
                && printed.FormattedValues.Single().Value is "late\n")
            {
                late.TrySetResult(@event);
            }
        });

        var cell = await notebook.RunAsync($"#!{kernel}\n{code}");

        Assert.Equal("1", cell.Value);
        var found = await late.Task.WaitAsync(TimeSpan.FromSeconds(60), TimeProvider.System,
            TestContext.Current.CancellationToken);
        Assert.Contains("late", ((SubmitCode)found.Command).Code, StringComparison.Ordinal);
    }
}
