using System.Text.Json.Nodes;

namespace HonestAsync.Kernel.Tests;

[Collection(nameof(SharedSession))]
public sealed class LanguageTests(SharedSession session)
{
    [Theory]
    [InlineData("1 + 1", "complete", null)]
    [InlineData("if (true) {", "incomplete", "    ")]
    [InlineData("  foreach (var n in", "incomplete", "  ")]
    [InlineData("int 5 = ;", "invalid", null)]
    public void Code_IsComplete_OrWaitsForMore_OrCanNotBe(string code, string status, string? indent)
    {
        var answer = LanguageService.IsComplete(new JsonObject { ["code"] = code });

        Assert.Equal((status, indent), ((string)answer["status"]!, (string?)answer["indent"]));
    }

    [Fact]
    public void Completion_KnowsWhatEarlierCellsDeclared()
    {
        session.Run("var customersOfToday = new List<string> { \"Ann\" };");

        var (start, matches) = Complete("customersOf");

        Assert.Equal(0, start);
        Assert.Contains("customersOfToday", matches);
    }

    [Fact]
    public void Completion_AfterADot_OffersMembersOnly()
    {
        const string Code = "\"text\".Le";

        var (start, matches) = Complete(Code);

        Assert.Equal(Code.Length - 2, start);
        Assert.Contains("Length", matches);
        Assert.DoesNotContain("Console", matches);
    }

    [Fact]
    public void Completions_ArePlainText()
    {
        var (_, matches) = Complete("Console.Write");

        Assert.Contains("WriteLine", matches);
        Assert.All(matches, match => Assert.DoesNotContain('$', match));
    }

    [Theory]
    [InlineData("Console.WriteLine(1);", "Console.Wr")]
    [InlineData("Math.Max(1, 2)", "Math.Max(")]
    public void Inspection_SaysTheSignature(string code, string upToCursor)
    {
        var answer = session.Language.Inspect(new JsonObject { ["code"] = code, ["cursor_pos"] = upToCursor.Length });

        Assert.True((bool)answer["found"]!);
        Assert.Contains(code.Split('.', '(')[1], (string?)answer["data"]!["text/plain"], StringComparison.Ordinal);
    }

    private (int Start, IReadOnlyList<string> Matches) Complete(string code)
    {
        var answer = session.Language.Complete(new JsonObject { ["code"] = code, ["cursor_pos"] = code.Length });
        return ((int)answer["cursor_start"]!, [.. answer["matches"]!.AsArray().Select(match => (string)match!)]);
    }
}
