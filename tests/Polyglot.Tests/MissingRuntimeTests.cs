using Microsoft.DotNet.Interactive;

namespace HonestAsync.Polyglot.Tests;

public sealed class MissingRuntimeTests : IDisposable
{
    private readonly TestNotebook _notebook = new(new RuntimeOptions { SearchPath = "/nowhere" });

    public void Dispose() => _notebook.Dispose();

    [Theory]
    [InlineData("node",
        "not run here: Node is not installed (https://nodejs.org; Debian and Ubuntu: apt-get install nodejs)")]
    [InlineData("python",
        "not run here: Python is not installed (https://www.python.org; Debian and Ubuntu: apt-get install python3)")]
    public async Task A_cell_says_that_it_was_not_run_and_succeeds(string kernel, string sentence)
    {
        var cell = await _notebook.RunAsync($"#!{kernel}\nx = 1");

        Assert.Null(cell.Failure);
        Assert.Equal($"{sentence}\n", cell.Out);
        Assert.Equal(sentence, ((RuntimeKernel)_notebook.Root.FindKernelByName(kernel)).NotRun);
    }

    [Theory]
    [InlineData("#!set --name beats --value @node:beats")]
    [InlineData("#!set --name beats --value @node:beats --byref")]
    [InlineData("#!share --from node beats")]
    public async Task Its_value_is_absent_in_csharp_and_the_cell_compiles(string directive)
    {
        await _notebook.RunAsync("#!node\nbeats = { late: 3 }");

        var cell = await _notebook.RunAsync($"{directive}\nusing System.Text.Json;\n" +
            "beats.ValueKind is JsonValueKind.Undefined ? \"not run\" : $\"{beats.GetProperty(\"late\")}\"");

        Assert.Null(cell.Failure);
        Assert.Contains("not run", cell.Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_absent_value_replaces_an_earlier_one()
    {
        await _notebook.RunAsync("var beats = 5;");
        await _notebook.RunAsync("#!node\nbeats = 6");

        var cell = await _notebook.RunAsync("#!set --name beats --value @node:beats\nbeats.ValueKind.ToString()");

        Assert.Contains("Undefined", cell.Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_absent_value_is_none_in_python()
    {
        Needs.Runtime("python");
        using var notebook = new TestNotebook(node: new RuntimeOptions { SearchPath = "/nowhere" });
        await notebook.RunAsync("#!node\nbeats = 6");

        Assert.Equal("True",
            (await notebook.RunAsync("#!python\n#!set --name beats --value @node:beats\nbeats is None")).Value);
    }

    [Fact]
    public async Task A_value_that_is_sent_to_a_missing_runtime_fails_nothing()
    {
        await _notebook.RunAsync("var order = 7;");

        var cell = await _notebook.RunAsync("#!node\n#!set --name order --value @csharp:order\norder");

        Assert.Null(cell.Failure);
        Assert.StartsWith("not run here: Node is not installed", cell.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Before_the_first_cell_nothing_is_looked_for_and_there_is_no_value()
    {
        var cell = await _notebook.RunAsync("#!set --name x --value @node:x\n1");

        Assert.EndsWith("#!node: `x` does not exist: no #!node cell has run yet.", cell.Failure,
            StringComparison.Ordinal);
        Assert.Null(((RuntimeKernel)_notebook.Root.FindKernelByName("node")).NotRun);
    }
}
