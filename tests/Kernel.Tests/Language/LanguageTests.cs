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
        const string Code = "customersOf";

        var (start, matches) = Completion.At(session.Bind(Code), Code, Code.Length);

        Assert.Equal(0, start);
        Assert.Contains(matches, match => match.Text == "customersOfToday");
    }

    [Fact]
    public void Completion_BehindADot_OffersMembersOnly()
    {
        const string Code = "\"text\".Le";

        var (start, matches) = Completion.At(session.Bind(Code), Code, Code.Length);

        Assert.Equal(Code.Length - 2, start);
        Assert.Contains(matches, match => match.Text == "Length");
        Assert.DoesNotContain(matches, match => match.Text == "Console");
    }

    [Fact]
    public void Inspection_SaysTheSignature()
    {
        const string Code = "Console.WriteLine(1);";

        Assert.Contains("WriteLine", Inspection.At(session.Bind(Code), Code, "Console.Wr".Length), StringComparison.Ordinal);
    }
}
