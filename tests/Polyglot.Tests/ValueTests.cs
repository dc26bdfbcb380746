namespace HonestAsync.Polyglot.Tests;

public sealed class ValueTests(CommonNotebook common) : IClassFixture<CommonNotebook>
{
    [Theory]
    [InlineData("node", "beats = [1, 2.5, 'three', null, { four: true }]")]
    [InlineData("python", "beats = [1, 2.5, 'three', None, {'four': True}]")]
    public async Task A_value_comes_into_csharp_as_a_json_element(string kernel, string code)
    {
        await RunAsync(kernel, code);

        var cell = await common.Notebook.RunAsync(
            $"#!set --name beats --value @{kernel}:beats\nbeats.ToString()");

        Assert.Null(cell.Failure);
        Assert.Equal("[1,2.5,\"three\",null,{\"four\":true}]", cell.Value!.Replace(" ", "",
            StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("node", "n = 7", "n.GetInt32()", "7")]
    [InlineData("node", "n = 'text'", "n.GetString()", "text")]
    [InlineData("node", "n = null", "n.ValueKind.ToString()", "Null")]
    [InlineData("python", "n = 2**62", "n.GetInt64()", "4611686018427387904")]
    [InlineData("python", "n = True", "n.GetBoolean().ToString()", "True")]
    [InlineData("python", "n = None", "n.ValueKind.ToString()", "Null")]
    public async Task Every_kind_of_value_has_the_same_type_in_csharp(
        string kernel, string code, string read, string value)
    {
        await RunAsync(kernel, code);

        foreach (string directive in new[] { $"#!set --name n --value @{kernel}:n",
            $"#!set --name n --value @{kernel}:n --byref", $"#!share --from {kernel} n" })
        {
            var cell = await common.Notebook.RunAsync($"{directive}\n{read}");

            Assert.Null(cell.Failure);
            Assert.Contains(value, cell.Value!, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("node", "JSON.stringify(order)")]
    [InlineData("python", "__import__('json').dumps(order, separators=(',', ':'))")]
    public async Task A_value_goes_from_csharp(string kernel, string show)
    {
        await common.Notebook.RunAsync(
            "record Order(int Id, string[] Lines);\nvar order = new Order(7, [\"čaj\", \"🍵\"]);");

        var cell = await RunAsync(kernel, $"#!set --name order --value @csharp:order\n{show}");

        Assert.Null(cell.Failure);
        Assert.StartsWith("'{\"Id\":7,\"Lines\":[", cell.Value, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("node", "list = [1, 'two']", "python", "list", "[1, 'two']")]
    [InlineData("python", "d = {'a': (1, None)}", "node", "d", "{ a: [ 1, null ] }")]
    public async Task A_value_goes_between_the_two(
        string from, string code, string to, string name, string value)
    {
        Needs.Runtime(from);
        await RunAsync(from, code);

        var cell = await RunAsync(to, $"#!set --name taken --value @{from}:{name}\ntaken");

        Assert.Null(cell.Failure);
        Assert.Equal(value, cell.Value);
    }

    [Fact]
    public async Task A_value_may_come_again_whatever_the_cells_have_declared()
    {
        await RunAsync("node", "const constant = 1; let variable = 1; var old = 1; function called() {}");

        foreach (string name in new[] { "constant", "variable", "old", "called", "fresh" })
        {
            for (int i = 0; i < 2; i++)
            {
                Assert.Equal("'5'", (await RunAsync("node", $"#!set --name {name} --value 5\n{name}")).Value);
            }
        }
        Assert.Equal("6", (await RunAsync("node", "const fresh = 6; fresh")).Value);
    }

    [Theory]
    [InlineData("node", "x1 = () => 1", "x1", "`x1` cannot be shared as JSON: it is a function.")]
    [InlineData("node", "x1 = { a: [1, { b: NaN }] }", "x1",
        "`x1` cannot be shared as JSON: b in it is NaN.")]
    [InlineData("node", "x1 = {}; x1.x1 = x1", "x1", "`x1` cannot be shared as JSON: it contains itself.")]
    [InlineData("node", "x1 = new Map()", "x1", "`x1` cannot be shared as JSON: it is a Map.")]
    [InlineData("node", "x1 = undefined", "x1", "`x1` cannot be shared as JSON: it is undefined.")]
    [InlineData("node", "1", "nowhere", "`nowhere` does not exist.")]
    [InlineData("python", "x1 = lambda: 1", "x1",
        "`x1` cannot be shared as JSON: Object of type function is not JSON serializable.")]
    [InlineData("python", "x1 = [float('nan')]", "x1",
        "`x1` cannot be shared as JSON: NaN and infinity are no JSON.")]
    [InlineData("python", "x1 = []; x1.append(x1)", "x1",
        "`x1` cannot be shared as JSON: it contains itself.")]
    [InlineData("python", "1", "nowhere", "`nowhere` does not exist.")]
    public async Task What_is_no_json_is_one_sentence(
        string kernel, string code, string name, string sentence)
    {
        await RunAsync(kernel, code);

        var cell = await common.Notebook.RunAsync($"#!set --name y --value @{kernel}:{name}\n1");

        Assert.EndsWith($"#!{kernel}: {sentence}", cell.Failure, StringComparison.Ordinal);
        Assert.Null(cell.Value);
    }

    [Theory]
    [InlineData("node", "#!set --name class --value 1", "JavaScript does not allow this name")]
    [InlineData("python", "#!set --name class --value 1", "Python does not allow this name")]
    public async Task A_name_that_is_none_is_one_sentence(string kernel, string code, string problem)
    {
        var cell = await RunAsync(kernel, $"{code}\n1");

        Assert.Equal($"#!{kernel}: `class` cannot be set: {problem}.", cell.Failure);
    }

    [Theory]
    [InlineData("node", "big = '🍵x'.repeat(250_000)", "big.length")]
    [InlineData("python", "big = '🍵x' * 250_000", "len(big)")]
    public async Task A_value_of_a_megabyte_goes_there_and_back(string kernel, string code, string length)
    {
        await RunAsync(kernel, code);

        await common.Notebook.RunAsync(
            $"#!set --name big --value @{kernel}:big\nvar back = big.GetString() + \"!\";");

        var cell = await RunAsync(kernel, $"#!set --name big --value @csharp:back\n{length}");
        Assert.Equal(kernel is "node" ? "750001" : "500001", cell.Value);
    }

    private Task<CellResult> RunAsync(string kernel, string code)
    {
        Needs.Runtime(kernel);
        return common.Notebook.RunAsync($"#!{kernel}\n{code}");
    }
}
