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
}
