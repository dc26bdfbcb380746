using System.Text.Json.Nodes;

namespace HonestAsync.Kernel.Tests;

[Collection(nameof(RunningKernel))]
public sealed class ExecuteTests(RunningKernel kernel)
{
    private readonly TestClient _client = kernel.Client;

    [Fact]
    public void Cell_IsEchoedThenShownThenAnswered()
    {
        var answer = _client.Run("Console.Write(\"a\"); Console.Error.Write(\"b\"); display(\"c\"); 4");

        Assert.Equal(["execute_input", "stream", "stream", "display_data", "execute_result"], answer.Types);
        Assert.Equal("ok", answer.Status);
        Assert.Equal("4", answer.Value);
        Assert.Equal((int)answer.Reply["execution_count"]!, (int)answer.Outputs[^1].Content["execution_count"]!);
    }

    [Fact]
    public void FailingCell_IsAnErrorWithTheLineOfTheCell()
    {
        var answer = _client.Run("var kept = 1;\nthrow new TimeoutException(\"on purpose\");");

        Assert.Equal("error", answer.Status);
        Assert.Equal("TimeoutException", (string)answer.Reply["ename"]!);
        Assert.Contains("line 2", answer.Reply["traceback"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal("error", answer.Outputs[^1].Type);
        Assert.Equal("1", _client.Run("kept").Value);
    }

    [Fact]
    public void CellsSentTogether_AreAbortedAfterOneThatFails()
    {
        var all = new[] { "throw new Exception();", "1", "2" }
            .Select(code => _client.Send(_client.Shell, "execute_request", new JsonObject { ["code"] = code })).ToList();

        var statuses = all.Select(request => _client.Outputs(request).Status);

        Assert.Equal(["error", "aborted", "aborted"], statuses);
        Assert.Equal("3", _client.Run("3").Value);
    }

    [Fact]
    public void CellsSentTogether_GoOnAfterOneThatFails_IfTheClientWantsIt()
    {
        var more = new JsonObject { ["code"] = "throw new Exception();", ["stop_on_error"] = false };
        var first = _client.Send(_client.Shell, "execute_request", more);
        var second = _client.Send(_client.Shell, "execute_request", new JsonObject { ["code"] = "1" });

        Assert.Equal("error", _client.Outputs(first).Status);
        Assert.Equal("ok", _client.Outputs(second).Status);
    }

    [Fact]
    public void SilentCell_ShowsNoResultAndIsNotCounted()
    {
        var before = (int)_client.Run("1").Reply["execution_count"]!;

        var silent = _client.Run("2", new JsonObject { ["silent"] = true });

        Assert.Empty(silent.Outputs);
        Assert.Equal(before + 1, (int)_client.Run("3").Reply["execution_count"]!);
    }

    [Fact]
    public void CellOutsideHistory_IsNotCounted()
    {
        var before = (int)_client.Run("1").Reply["execution_count"]!;

        _client.Run("2", new JsonObject { ["store_history"] = false });

        Assert.Equal(before + 1, (int)_client.Run("3").Reply["execution_count"]!);
    }

    [Fact]
    public void UserExpressions_AreAnsweredOneByOne()
    {
        var wanted = new JsonObject { ["sum"] = "1 + 2", ["wrong"] = "nothingLikeThis" };

        var expressions = _client.Run("", new JsonObject { ["user_expressions"] = wanted }).Reply["user_expressions"]!;

        Assert.Equal("3", (string)expressions["sum"]!["data"]!["text/plain"]!);
        Assert.Equal("error", (string)expressions["wrong"]!["status"]!);
    }

    [Fact]
    public void ShownValue_CanBeShownAnewInItsPlace()
    {
        var answer = _client.Run("var shown = display(\"first\"); shown.Update(\"second\"); ClearOutput(wait: true);");

        Assert.Equal(["execute_input", "display_data", "update_display_data", "clear_output"], answer.Types);
        Assert.Equal((string)answer.Outputs[1].Content["transient"]!["display_id"]!,
            (string)answer.Outputs[2].Content["transient"]!["display_id"]!);
        Assert.True((bool)answer.Outputs[3].Content["wait"]!);
    }

    [Fact]
    public void TrailingDisplay_IsShownOnce() =>
        Assert.Equal(["execute_input", "display_data"], _client.Run("display(1)").Types);

    [Fact]
    public void JsonTypes_AreSentAsObjects()
    {
        var answer = _client.Run(
            """
            public sealed class TypeFormatterSourceAttribute(Type source) : Attribute
            {
                public Type FormatterSourceType => source;
            }
            public sealed class Formatter
            {
                public string MimeType => "application/vnd.plotly.v1+json";
                public bool Format(object value, System.IO.TextWriter writer) { writer.Write("{\"data\":[1]}"); return true; }
            }
            public sealed class Source { public IEnumerable<object> CreateTypeFormatters() => [new Formatter()]; }
            [TypeFormatterSource(typeof(Source))] public sealed class Figure { }
            new Figure()
            """);

        var figure = answer.Outputs[^1].Content["data"]!["application/vnd.plotly.v1+json"];
        Assert.Equal("""{"data":[1]}""", figure!.ToJsonString());
    }

    [Fact]
    public void ReadLine_AsksTheClient()
    {
        var request = _client.Send(_client.Shell, "execute_request", new JsonObject
        {
            ["code"] = "Console.ReadLine() + (char)Console.Read() + Console.ReadLine()",
            ["allow_stdin"] = true,
        });
        foreach (var line in new[] { "one", "two" })
        {
            var question = _client.Receive(_client.Stdin);
            Assert.Equal("input_request", question.Type);
            Assert.Equal(request.Header["msg_id"]!.ToString(), question.Parent["msg_id"]!.ToString());
            _client.Send(_client.Stdin, "input_reply", new JsonObject { ["value"] = line });
        }

        Assert.Equal("onetwo", _client.Outputs(request).Value);
    }

    [Fact]
    public void ReadLine_IsTheEndOfAFile_ForAClientWithoutInput() =>
        Assert.Equal("null", _client.Run("Console.ReadLine()").Value);

    [Theory]
    [InlineData("while (true) { }", false)]
    [InlineData("while (true) { Console.WriteLine(\"flood\"); }", false)]
    [InlineData("await new TaskCompletionSource().Task;", false)]
    [InlineData("System.Threading.Thread.Sleep(-1);", false)]
    [InlineData("Console.ReadLine();", true)]
    public void InterruptedCell_EndsAndTheSessionGoesOn(string code, bool asks)
    {
        var request = _client.Send(_client.Shell, "execute_request",
            new JsonObject { ["code"] = $"var here = 8; Console.Write(1);\n{code}", ["allow_stdin"] = true });
        _client.Until("stream", request.Header);
        if (asks)
        {
            Assert.Equal("input_request", _client.Receive(_client.Stdin).Type);
        }

        Assert.Equal("ok", (string)_client.Ask(_client.Control, "interrupt_request", []).Content["status"]!);

        var answer = _client.Outputs(request);
        Assert.Equal("error", answer.Status);
        Assert.Equal("Interrupted", (string)answer.Reply["ename"]!);
        Assert.Equal("8", _client.Run("here").Value);
    }

    [Theory]
    [InlineData("async void Throws() { await Task.Yield(); throw new InvalidOperationException(\"lost\"); } Throws();")]
    [InlineData("new System.Threading.Thread(() => throw new InvalidOperationException(\"lost\")).Start();")]
    public void WhatAnApplicationWouldDieOf_IsShown(string code)
    {
        var request = _client.Send(_client.Shell, "execute_request", new JsonObject { ["code"] = code });
        var output = _client.Until("stream", request.Header);

        Assert.Contains("InvalidOperationException: lost", (string)output.Content["text"]!, StringComparison.Ordinal);
        _client.Receive(_client.Shell);
        Assert.Equal("still here\n", _client.Run("Console.WriteLine(\"still here\");").Text());
    }
}
