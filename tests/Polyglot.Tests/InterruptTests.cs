using Microsoft.DotNet.Interactive.Commands;

namespace HonestAsync.Polyglot.Tests;

public sealed class InterruptTests
{
    [Theory]
    [InlineData("node", "let n = 1;\nconsole.log('here');\nwhile (true) n++;")]
    [InlineData("node", "let n = 1;\nconsole.log('here');\ntry { while (true) n++; } catch { n = 0; }")]
    [InlineData("node", "let n = 1;\nconsole.log('here');\nawait new Promise(() => {});")]
    [InlineData("python", "n = 1\nprint('here')\nwhile True: n += 1")]
    [InlineData("python", "import time\nn = 1\nprint('here')\ntime.sleep(1000)")]
    [InlineData("python", "import asyncio\nn = 1\nprint('here')\nawait asyncio.Future()")]
    [InlineData("python", "import asyncio\nn = 1\nprint('here')\nwhile True: await asyncio.sleep(0)")]
    [InlineData("python",
        "import asyncio\nn = 1\nasync def turn():\n  print('here')\n  while True: pass\nawait asyncio.gather(turn())")]
    public async Task A_cell_without_end_stops_and_the_next_one_finds_its_variables(
        string kernel, string code)
    {
        Needs.Runtime(kernel);
        using var notebook = new TestNotebook();

        var cell = await notebook.InterruptAsync($"#!{kernel}\n{code}");

        Assert.NotNull(cell.Failure);
        Assert.Equal("here\n", cell.Out);
        var next = await notebook.RunAsync($"#!{kernel}\nn > 0");
        Assert.Equal("", next.Error);
        Assert.Equal("true", next.Value, ignoreCase: true);
    }

    [Theory]
    [InlineData("node",
        "let n = 1;\nconsole.log('here');\nwhile (true) await new Promise(done => setTimeout(done, 1));")]
    [InlineData("node", "let n = 1;\nconsole.log('here');\nawait 0;\nwhile (true) n++;")]
    [InlineData("python", "n = 1\nprint('here')\nsum(range(10**15))")]
    [InlineData("python",
        "n = 1\nwhile True:\n  try:\n    print('here')\n    while True: n += 1\n  except BaseException: pass")]
    public async Task What_does_not_react_is_ended_and_the_next_cell_says_that_variables_are_gone(
        string kernel, string code)
    {
        Needs.Runtime(kernel);
        using var notebook = new TestNotebook(new RuntimeOptions { Grace = TimeSpan.FromMilliseconds(200) });

        var cell = await notebook.InterruptAsync($"#!{kernel}\n{code}");

        Assert.NotNull(cell.Failure);
        var next = await notebook.RunAsync($"#!{kernel}\n1 + 1");
        string name = kernel is "node" ? "Node" : "Python";
        Assert.Equal($"{name} had to be ended to stop a cell: the variables of earlier cells are gone.\n",
            next.Error);
        Assert.Equal("2", next.Value);
    }

    [Theory]
    [InlineData("node", "while (true);")]
    [InlineData("python", "while True: pass")]
    public async Task A_cell_that_is_cancelled_in_the_queue_does_not_run(string kernel, string loop)
    {
        Needs.Runtime(kernel);
        using var notebook = new TestNotebook();
        using var cancel = new CancellationTokenSource();
        Task? queued = null;

        await notebook.RunAsync("Console.WriteLine(1);", _ =>
        {
            queued = notebook.Root.SendAsync(new SubmitCode($"#!{kernel}\n{loop}"), cancel.Token);
            cancel.Cancel();
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => queued!);
        Assert.Equal("2", (await notebook.RunAsync($"#!{kernel}\n1 + 1")).Value);
    }

    [WholeTheory]
    [InlineData("node", "n = 1; while (true);")]
    [InlineData("node", "n = 1; await new Promise(() => {});")]
    [InlineData("python", "n = 1\nwhile True: pass")]
    [InlineData("python", "n = 1\nawait __import__('asyncio').Future()")]
    public async Task An_interrupt_at_any_moment_keeps_the_variables(string kernel, string code)
    {
        Needs.Runtime(kernel);
        using var notebook = new TestNotebook();
        await notebook.RunAsync($"#!{kernel}\nn = 1");
        int seed = Environment.TickCount;
        var random = new Random(seed);
        TestContext.Current.TestOutputHelper!.WriteLine($"seed {seed}");

        for (int i = 0; i < 100; i++)
        {
            using var cancel = new CancellationTokenSource();
            var cell = notebook.Root.SendAsync(new SubmitCode($"#!{kernel}\n{code}"), cancel.Token);
            await Task.Delay(TimeSpan.FromMilliseconds(8 * random.NextDouble()), TimeProvider.System,
                TestContext.Current.CancellationToken);
            await cancel.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cell);

            var next = await notebook.RunAsync($"#!{kernel}\nn");
            Assert.Equal("1", next.Value);
            Assert.Equal("", next.Error);
        }
    }

    [Fact]
    public async Task The_tasks_of_an_interrupted_cell_end_with_it()
    {
        Needs.Runtime("python");
        using var notebook = new TestNotebook();

        await notebook.InterruptAsync("""
            #!python
            import asyncio
            task = asyncio.create_task(asyncio.sleep(1000))
            print('here')
            await asyncio.Future()
            """);

        Assert.Equal("True", (await notebook.RunAsync("#!python\ntask.cancelled()")).Value);
    }
}
