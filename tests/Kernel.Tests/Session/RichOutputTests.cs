using System.Text.Json.Nodes;

namespace HonestAsync.Kernel.Tests;

[Collection(nameof(SharedSession))]
public sealed class RichOutputTests(SharedSession session)
{
    private const string Convention =
        """
        using System.IO;
        class TypeFormatterSourceAttribute(Type source) : Attribute
        {
            public Type FormatterSourceType { get; } = source;
            public string[] PreferredMimeTypes { get; set; }
        }
        class Formatter(string mimeType, Func<object, string> format)
        {
            public string MimeType { get; } = mimeType;
            public bool Format(object instance, TextWriter writer)
            {
                var text = format(instance);
                writer.Write(text);
                return text != null;
            }
        }
        class Source
        {
            public IEnumerable<object> CreateTypeFormatters() =>
            [
                new Formatter("text/html", _ => "<b>html</b>"),
                new Formatter("application/vnd.test.v1+json", _ => "{ \"a\": [1] }"),
                new Formatter("image/svg+xml", _ => null),
            ];
        }
        class Broken
        {
            public IEnumerable<object> CreateTypeFormatters() =>
                [new Formatter("text/html", _ => throw new InvalidOperationException("cannot draw"))];
        }
        [TypeFormatterSource(typeof(Source), PreferredMimeTypes = new[] { "text/html" })]
        class Chart { public override string ToString() => "bars"; }
        class SpecialChart : Chart { }
        [TypeFormatterSource(typeof(Broken))]
        class BrokenChart { public override string ToString() => "bars"; }
        """;

    [Theory]
    [InlineData("new Chart()")]
    [InlineData("new SpecialChart()")]
    public void AllFormatters_GoIntoOneBundle_WithJsonAsObject(string source)
    {
        var shown = session.Run($"{Convention}\n{source}");

        Assert.True(
            JsonNode.DeepEquals(
                JsonNode.Parse(
                    """{ "text/html": "<b>html</b>", "application/vnd.test.v1+json": { "a": [1] }, "text/plain": "bars" }"""),
                shown.Bundle),
            shown.Bundle?.ToJsonString() ?? shown.Traceback);
    }

    [Fact]
    public void BrokenFormatter_FallsBackToText_AndIsNoted() => Assert.Equal(
        "bars\n(its text/html formatter failed: InvalidOperationException: cannot draw)",
        session.Run($"{Convention}\nnew BrokenChart()").Value);

    [Fact]
    public void FormattersThatNotebooksRegister_AreUsed() => Assert.Equal(
        "<i>mine</i>",
        (string?)session.Run(
            """
            using Microsoft.DotNet.Interactive.Formatting;
            class Mine { }
            Microsoft.DotNet.Interactive.Formatting.Formatter.Register<Mine>((value, writer) => writer.Write("<i>mine</i>"), "text/html");
            new Mine()
            """).Bundle?["text/html"]);

    [Theory]
    [InlineData("HTML(\"<b>x</b>\")", "text/html", "<b>x</b>")]
    [InlineData("\"# head\".DisplayAs(\"text/markdown\")", "text/markdown", "# head")]
    public void HtmlAndMarkdown_KeepTheirType(string source, string mimeType, string expected) =>
        Assert.Equal(expected, (string?)session.Run(source).Bundle?[mimeType]);

    [Theory]
    [InlineData("record Row(int X, string Name);\nnew[] { new Row(1, \"a\") }", "Name")]
    [InlineData("new Dictionary<string, int> { [\"one\"] = 1 }", "one")]
    [InlineData("new Dictionary<string, int> { [\"one\"] = 1 }.Display();", "one")]
    public void Collections_AreTables_WithTextNextToThem(string source, string cell)
    {
        var bundle = session.Run(source).Bundle!;

        Assert.Contains("<table>", (string?)bundle["text/html"], StringComparison.Ordinal);
        Assert.Contains(cell, (string?)bundle["text/html"], StringComparison.Ordinal);
        Assert.Contains(cell, (string?)bundle["text/plain"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("42")]
    [InlineData("\"text\"")]
    [InlineData("Task.FromResult(1)")]
    public void SingleValues_AreTextOnly(string source) =>
        Assert.Equal(["text/plain"], session.Run(source).Bundle!.Select(part => part.Key));

    [Fact]
    public void Json_IsAnObject() => Assert.Equal(
        1, (int?)session.Run("display(new { a = 1 }, \"application/json\");").Bundle?["application/json"]?["a"]);
}
