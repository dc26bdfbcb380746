namespace HonestAsync.Dojo.Tests;

/// <summary>Sources of cells that print verdicts without the harness, by the formatter convention.</summary>
internal static class Cells
{
    public const string Setup = """
        using System.IO;
        [AttributeUsage(AttributeTargets.Class)]
        class TypeFormatterSourceAttribute : Attribute
        {
            public TypeFormatterSourceAttribute(Type source) => FormatterSourceType = source;
            public Type FormatterSourceType { get; }
            public string[] PreferredMimeTypes { get; set; }
        }
        class Source { public IEnumerable<object> CreateTypeFormatters() => new object[] { new F() }; }
        class F
        {
            public string MimeType => "application/vnd.honest-async.verdict+json";
            public bool Format(object o, TextWriter w)
            {
                var v = (V)o;
                w.Write($"{{\"id\":\"{v.Id}\",\"verdict\":\"{v.Word}\",\"controlVerdict\":\"{v.Control}\",\"form\":\"Count\",\"criterion\":\"one of them\",{Row("evidence", 1)},{Row("controlEvidence", 0)}}}");
                return true;
            }
            static string Row(string name, int n) =>
                $"\"{name}\":[{{\"name\":\"n\",\"value\":\"{n}\",\"form\":\"Count\"}}]";
        }
        [TypeFormatterSource(typeof(Source))]
        class V { public string Id, Word, Control; }
        """;

    public static string Verdict(string id, string word, string control = "Refuted") =>
        $"new V {{ Id = \"{id}\", Word = \"{word}\", Control = \"{control}\" }}";
}
