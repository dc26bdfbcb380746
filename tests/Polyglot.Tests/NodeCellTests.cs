namespace HonestAsync.Polyglot.Tests;

public sealed class NodeCellTests(CommonNotebook common) : IClassFixture<CommonNotebook>
{
    [Fact]
    public async Task Declarations_of_every_kind_are_there_in_the_next_cell()
    {
        await RunAsync("""
            let a = 1;
            const b = 2;
            var c = 3;
            class D { e() { return 4; } }
            function f() { return 5; }
            const { g, h: [i] } = { g: 6, h: [7] };
            """);

        Assert.Equal("28", (await RunAsync("a + b + c + new D().e() + f() + g + i")).Value);
    }

    [Theory]
    [InlineData("const again = 1", "const again = 2")]
    [InlineData("let other = 1", "let other = 2")]
    [InlineData("class Again {}", "class Again { x = 2 }")]
    [InlineData("const { part } = { part: 1 }; await 0", "const { part } = { part: 2 }; await 0")]
    public async Task A_cell_may_run_again_with_its_declarations(string first, string edited)
    {
        Assert.Null((await RunAsync(first)).Failure);
        Assert.Null((await RunAsync(edited)).Failure);
    }

    [Fact]
    public async Task Another_keyword_for_the_same_name_says_what_to_do()
    {
        await RunAsync("const fixed = 1");

        Assert.Equal(
            "SyntaxError: Identifier 'fixed' has already been declared\n" +
            "   An earlier cell declared it with another keyword: use that one again, or restart the notebook.",
            (await RunAsync("let fixed = 2")).Failure);
    }

    [Fact]
    public async Task Await_works_at_the_top_level_and_its_value_is_kept()
    {
        var cell = await RunAsync(
            "const awaited = await new Promise(done => setTimeout(() => done('late'), 5));\nawaited");

        Assert.Equal("'late'", cell.Value);
        Assert.Equal("'late'", (await RunAsync("awaited")).Value);
    }

    [Theory]
    [InlineData("1 + 1", "2")]
    [InlineData("({ a: 1, b: [2] })", "{ a: 1, b: [ 2 ] }")]
    [InlineData("null", "null")]
    [InlineData("undefined", null)]
    [InlineData("const x1 = 1", null)]
    [InlineData("-0", "-0")]
    [InlineData("10n", "10n")]
    [InlineData("Symbol('s')", "Symbol(s)")]
    [InlineData("Promise.resolve(3)", "Promise { 3 }")]
    [InlineData("1 // not code", "1")]
    public async Task The_last_expression_is_shown(string code, string? value)
    {
        var cell = await RunAsync(code);

        Assert.Null(cell.Failure);
        Assert.Equal(value, cell.Value);
    }

    [Fact]
    public async Task Output_keeps_its_order_and_comes_without_a_newline_of_its_own()
    {
        var cell = await RunAsync(
            "for (let i = 0; i < 2000; i++) console.log(i); process.stdout.write('no newline');");

        Assert.Equal(string.Concat(Enumerable.Range(0, 2000).Select(i => $"{i}\n")) + "no newline", cell.Out);
    }

    [Fact]
    public async Task The_order_of_one_turn_is_the_one_of_Node()
    {
        var cell = await RunAsync("""
            setTimeout(() => console.log('timer'));
            Promise.resolve().then(() => console.log('microtask'));
            process.nextTick(() => console.log('tick'));
            console.log('synchronous');
            """);

        Assert.Equal("synchronous\ntick\nmicrotask\ntimer\n", cell.Out);
    }

    [Fact]
    public async Task Errors_go_to_stderr_and_letters_of_every_script_survive()
    {
        var cell = await RunAsync("console.log('čaj 茶 🍵'); console.error('ошибка 🚨'); '茶'");

        Assert.Equal("čaj 茶 🍵\n", cell.Out);
        Assert.Equal("ошибка 🚨\n", cell.Error);
        Assert.Equal("'茶'", cell.Value);
    }

    [Fact]
    public async Task An_error_names_the_readers_own_frames_by_the_lines_of_the_cell()
    {
        await RunAsync("\nfunction inner() {\n  null.x;\n}");

        var cell = await RunAsync("\nasync function outer() {\n  await 0;\n  inner();\n}\nawait outer();");

        Assert.Equal(
            "TypeError: Cannot read properties of null (reading 'x')\n   at inner, line 4 of an earlier cell\n" +
            "   at outer, line 5\n   at line 7", cell.Failure);
    }

    [Theory]
    [InlineData("\n\nconst x = = 1", "SyntaxError: Unexpected token '='\n   at line 4")]
    [InlineData("let twice = 1;\nlet twice = 2;",
        "SyntaxError: Identifier 'twice' has already been declared\n   at line 3")]
    [InlineData("throw 42", "thrown: 42")]
    [InlineData("class MyError extends Error {}\nthrow new MyError('mine')", "MyError: mine\n   at line 3")]
    [InlineData("throw new Error('outer', { cause: new RangeError('inner') })",
        "Error: outer\n   at line 2\ncaused by RangeError: inner\n   at line 2")]
    [InlineData("await Promise.any([Promise.reject(new Error('one'))])",
        "AggregateError: All promises were rejected\n- Error: one\n     at line 2")]
    [InlineData("require('./nowhere')",
        "Error [MODULE_NOT_FOUND]: Cannot find module './nowhere'\n   at line 2")]
    [InlineData("\nnew Function('= =')", "SyntaxError: Unexpected token '='\n   at line 3")]
    [InlineData("import fs from 'fs'",
        "SyntaxError: a cell is a script and cannot import; write const { readFile } = require('node:fs/promises')")]
    [InlineData("await import('fs')",
        "TypeError: a cell is a script and cannot import; write const { readFile } = require('node:fs/promises')")]
    public async Task An_error_is_one_headline_and_lines(string code, string failure) =>
        Assert.StartsWith(failure, (await RunAsync(code)).Failure, StringComparison.Ordinal);

    [Fact]
    public async Task A_rejection_that_no_code_handles_is_printed_and_ends_nothing()
    {
        var cell = await RunAsync("let alive = 1;\nPromise.reject(new Error('forgotten'));");

        Assert.Null(cell.Failure);
        Assert.Equal("Uncaught Error: forgotten\n   at line 3\n", cell.Error);
        Assert.Equal("1", (await RunAsync("alive")).Value);
    }

    [Fact]
    public async Task Input_is_at_its_end()
    {
        var cell = await RunAsync("require('fs').readFileSync(0, 'utf8')");

        Assert.Equal("''", cell.Value);
    }

    private Task<CellResult> RunAsync(string code)
    {
        Needs.Runtime("node");
        return common.Notebook.RunAsync($"#!node\n{code}");
    }
}
