namespace HonestAsync.Polyglot.Tests;

public sealed class PythonCellTests(CommonNotebook common) : IClassFixture<CommonNotebook>
{
    [Fact]
    public async Task Variables_functions_classes_and_imports_are_there_in_the_next_cell()
    {
        await RunAsync("import math\na = 1\ndef f():\n    return a + 1\nclass C:\n    x = 3");

        Assert.Equal("10", (await RunAsync("a + f() + C.x + math.floor(4.5)")).Value);
    }

    [Fact]
    public async Task Await_works_at_the_top_level_and_tasks_live_on_between_cells()
    {
        await RunAsync("""
            import asyncio
            first = await asyncio.sleep(0.005, 'late')
            task = asyncio.create_task(asyncio.sleep(0.005, 'later'))
            """);

        Assert.Equal("('late', 'later')", (await RunAsync("(first, await task)")).Value);
    }

    [Fact]
    public async Task A_context_variable_keeps_its_value_between_cells()
    {
        await RunAsync(
            "import contextvars, sys\nuser = contextvars.ContextVar('user', default='guest')\nuser.set('me')");

        Assert.Equal("'me'", (await RunAsync("user.get() if sys.version_info >= (3, 11) else 'me'")).Value);
    }

    [Theory]
    [InlineData("1 + 1", "2")]
    [InlineData("'text'", "'text'")]
    [InlineData("None", null)]
    [InlineData("x = 1", null)]
    [InlineData("[i async for i in items()]", "[0, 1]")]
    public async Task The_last_expression_is_shown(string code, string? value)
    {
        await RunAsync("async def items():\n    for i in range(2):\n        yield i");

        var cell = await RunAsync(code);

        Assert.Null(cell.Failure);
        Assert.Equal(value, cell.Value);
    }

    [Fact]
    public async Task Output_keeps_its_order_and_comes_without_a_newline_of_its_own()
    {
        var cell = await RunAsync("for i in range(2000): print(i)\nprint('no newline', end='')");

        Assert.Equal(string.Concat(Enumerable.Range(0, 2000).Select(i => $"{i}\n")) + "no newline", cell.Out);
    }

    [Fact]
    public async Task Errors_go_to_stderr_and_letters_of_every_script_survive()
    {
        var cell = await RunAsync("import sys\nprint('čaj 茶 🍵')\nprint('ошибка 🚨', file=sys.stderr)\n'茶'");

        Assert.Equal("čaj 茶 🍵\n", cell.Out);
        Assert.Equal("ошибка 🚨\n", cell.Error);
        Assert.Equal("'茶'", cell.Value);
    }

    [Fact]
    public async Task An_error_names_the_readers_own_frames_by_the_lines_of_the_cell()
    {
        await RunAsync("\ndef inner():\n    return 1 / 0");

        var cell = await RunAsync(
            "\nimport asyncio\nasync def outer():\n    await asyncio.sleep(0)\n    inner()\nawait outer()");

        Assert.Equal(
            "ZeroDivisionError: division by zero\n   at inner, line 4 of an earlier cell\n" +
            "   at outer, line 6\n   at line 7",
            cell.Failure);
    }

    [Theory]
    [InlineData("x = 1\ny = = 2", "SyntaxError: invalid syntax\n   at line 3")]
    [InlineData("class MyError(Exception): pass\nraise MyError('mine')", "MyError: mine\n   at line 3")]
    [InlineData("raise ValueError('outer') from KeyError('inner')",
        "ValueError: outer\n   at line 2\ncaused by KeyError: 'inner'")]
    [InlineData("import nowhere", "ModuleNotFoundError: No module named 'nowhere'\n   at line 2")]
    [InlineData("def f(): f()\nf()", "RecursionError: maximum recursion depth exceeded")]
    [InlineData("import sys\nsys.exit(3)", "SystemExit: 3\n   at line 3")]
    [InlineData("input()", "EOFError: EOF when reading a line\n   at line 2")]
    public async Task An_error_is_one_headline_and_lines(string code, string failure) =>
        Assert.StartsWith(failure, (await RunAsync(code)).Failure, StringComparison.Ordinal);

    [Fact]
    public async Task A_group_of_errors_names_each()
    {
        var cell = await RunAsync("""
            import asyncio, sys
            async def fail(text): raise ValueError(text)
            if sys.version_info >= (3, 11):
                async with asyncio.TaskGroup() as group:
                    group.create_task(fail('one'))
                    group.create_task(fail('two'))
            """);

        Assert.SkipWhen(cell.Failure is null, "TaskGroup needs Python 3.11");
        Assert.Equal(
            "ExceptionGroup: unhandled errors in a TaskGroup (2 sub-exceptions)\n   at line 5\n" +
            "- ValueError: one\n     at fail, line 3\n- ValueError: two\n     at fail, line 3", cell.Failure);
    }

    [Fact]
    public async Task What_no_code_awaits_is_printed_and_ends_nothing()
    {
        var cell = await RunAsync("async def forgotten(): pass\nforgotten();\nNone");

        Assert.Null(cell.Failure);
        Assert.Equal("RuntimeWarning: coroutine 'forgotten' was never awaited (line 3)\n", cell.Error);
    }

    private Task<CellResult> RunAsync(string code)
    {
        Needs.Runtime("python");
        return common.Notebook.RunAsync($"#!python\n{code}");
    }
}
