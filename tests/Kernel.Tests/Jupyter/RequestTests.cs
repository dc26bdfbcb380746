using System.Text.Json.Nodes;

namespace HonestAsync.Kernel.Tests;

[Collection(nameof(RunningKernel))]
public sealed class RequestTests(RunningKernel kernel)
{
    private readonly TestClient _client = kernel.Client;

    [Fact]
    public void KernelInfo_NamesLanguageAndProtocol()
    {
        var info = _client.Ask(_client.Shell, "kernel_info_request", []).Content;

        Assert.Equal("5.3", (string)info["protocol_version"]!);
        Assert.Equal("csharp", (string)info["language_info"]!["name"]!);
        Assert.Equal(".cs", (string)info["language_info"]!["file_extension"]!);
    }

    [Fact]
    public void KernelInfo_IsAnsweredOnTheControlSocket_WhileACellRuns()
    {
        var request = _client.Send(_client.Shell, "execute_request", new JsonObject { ["code"] = "while (true) { }" });

        Assert.Equal("kernel_info_reply", _client.Ask(_client.Control, "kernel_info_request", []).Type);
        _client.Until("execute_input", request.Header);
        _client.Ask(_client.Control, "interrupt_request", []);
        Assert.Equal("error", _client.Outputs(request).Status);
    }

    [Fact]
    public void History_HasCellsAndTheirResults()
    {
        _client.Run("20 + 1");
        _client.Run("20 + 2");

        var tail = History(new JsonObject { ["hist_access_type"] = "tail", ["n"] = 2, ["output"] = true });
        var found = History(new JsonObject { ["hist_access_type"] = "search", ["pattern"] = "20 + ?", ["n"] = 1 });

        Assert.Equal("""["20 \u002B 1","21"]""", tail[0]![2]!.ToJsonString());
        Assert.Equal("20 + 2", (string)found.Single()![2]!);
    }

    [Fact]
    public void Comm_HasNobodyToTalkTo()
    {
        Assert.Equal("{}", _client.Ask(_client.Shell, "comm_info_request", []).Content["comms"]!.ToJsonString());
        var request = _client.Send(_client.Shell, "comm_open", new JsonObject { ["comm_id"] = "x", ["target_name"] = "y" });

        Assert.Equal("x", (string)_client.Until("comm_close", request.Header).Content["comm_id"]!);
    }

    [Fact]
    public void UnknownRequest_IsAnswered()
    {
        var reply = _client.Ask(_client.Shell, "debug_request", []);

        Assert.Equal("debug_reply", reply.Type);
        Assert.Equal("error", (string)reply.Content["status"]!);
    }

    [Fact]
    public void Completion_KnowsVariablesOfEarlierCells()
    {
        _client.Run("var rememberedThing = \"text\";");

        Assert.Equal(["rememberedThing"], Matches("var é = \"😀\"; rememberedTh"));
        Assert.Contains("StartsWith", Matches("rememberedThing.Start"));
        Assert.Contains("Where", Matches("new[] { 1 }.Whe"));
        Assert.Contains("WriteLine", Matches("Console.Wri"));
        Assert.Contains("StringBuilder", Matches("System.Text.StringB"));
        Assert.DoesNotContain("CellCheckpoint", Matches("HonestAsync.Kernel.CellCh"));
    }

    [Fact]
    public void Completion_CountsInCodePoints()
    {
        var content = _client.Ask(_client.Shell, "complete_request", new JsonObject { ["code"] = "\"😀\".Len", ["cursor_pos"] = 7 }).Content;

        Assert.Equal("Length", (string)content["matches"]![0]!);
        Assert.Equal((4, 7), ((int)content["cursor_start"]!, (int)content["cursor_end"]!));
    }

    [Theory]
    [InlineData("Console.WriteLine(", "void Console.WriteLine(")]
    [InlineData("\"a\".PadLeft(3)", "Returns a new string that right-aligns the characters")]
    [InlineData("new List<int>().Select", "IEnumerable<int>.Select<")]
    [InlineData("new List<int>().Select(n => n)", "Projects each element of a sequence into a new form.")]
    [InlineData("/// <summary>Adds one.</summary>\nint Inc(int n) => n + 1;\nInc", "Adds one.")]
    public void Inspection_HasSignatureAndDocumentation(string code, string expected)
    {
        var content = _client.Ask(_client.Shell, "inspect_request",
            new JsonObject { ["code"] = code, ["cursor_pos"] = code.Length, ["detail_level"] = 0 }).Content;

        Assert.True((bool)content["found"]!);
        Assert.Contains(expected, (string)content["data"]!["text/plain"]!, StringComparison.Ordinal);
    }

    [Fact]
    public void Inspection_OfNothing_FindsNothing() => Assert.False((bool)_client.Ask(_client.Shell, "inspect_request",
        new JsonObject { ["code"] = "   ", ["cursor_pos"] = 1 }).Content["found"]!);

    [Theory]
    [InlineData("1 + 1", "complete")]
    [InlineData("if (true) {", "incomplete")]
    [InlineData("int class = 5;", "invalid")]
    public void Completeness_IsTheParsersAnswer(string code, string expected) =>
        Assert.Equal(expected, (string)_client.Ask(_client.Shell, "is_complete_request", new JsonObject { ["code"] = code }).Content["status"]!);

    private JsonArray History(JsonObject request) =>
        (JsonArray)_client.Ask(_client.Shell, "history_request", request).Content["history"]!;

    private IEnumerable<string> Matches(string code) =>
        ((JsonArray)_client.Ask(_client.Shell, "complete_request",
            new JsonObject { ["code"] = code, ["cursor_pos"] = code.EnumerateRunes().Count() }).Content["matches"]!).Select(match => (string)match!);
}
