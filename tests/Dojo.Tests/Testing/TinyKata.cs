namespace HonestAsync.Dojo.Tests;

/// <summary>
/// A kata of three tests in a small clone: the code of its two methods is what a test tries.
/// </summary>
internal static class TinyKata
{
    public const string Folder = "01-lost-thing";

    public const string Tests = """
        // Leave as is.
        namespace HonestAsync.Katas.LostThing;

        public sealed class LostThingTests
        {
            [Fact]
            public Task It_is_there() => Watchdog.RunAsync(() =>
            {
                Assert.NotNull(new LostThing());
                return Task.CompletedTask;
            });

            [Fact]
            public Task It_answers() => Watchdog.RunAsync(async () =>
                Assert.True(await new LostThing().AnswerAsync() == Given.Answer, "The answer was not 42. Broken: it knows the answer."));

            [Fact]
            public void It_doubles() => Assert.True(new LostThing().Twice(2) == 4, "twice 2 was not 4");
        }
        """;

    private const string Description = """
        {
          "slug": "lost-thing", "number": "01", "title": "The lost thing", "notebook": "01", "claims": ["one-claim"],
          "idea": "Keep the thing", "difficulty": 1, "minutes": 5, "subject": "LostThing.cs",
          "hints": ["Look at what it answers.", "The answer is never written.", "There is Task.FromResult."],
          "red": [{ "test": "It_answers", "fragment": "The answer was not 42." }],
          "analyzers": [], "references": [], "primitives": {}
        }
        """;

    /// <summary>
    /// Statements that replace <c>return Task.FromResult(42);</c> and <c>return 2 * x;</c>, and additional
    /// members.
    /// </summary>
    public static string Subject(string answer = "return Task.FromResult(42);", string twice = "return 2 * x;", string members = "") => $$"""
        namespace HonestAsync.Katas.LostThing;

        public sealed class LostThing
        {
            public Task<int> AnswerAsync()
            {
                {{answer}}
            }

            public int Twice(int x)
            {
                {{twice}}
            }

            {{members}}
        }
        """;

    /// <summary>
    /// Puts the kata into the clone: pristine, and with <paramref name="mine"/> as the learner's file.
    /// </summary>
    public static Kata WithKata(this FakeClone clone, string mine)
    {
        var files = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["kata.json"] = Description,
            ["README.md"] = "# The lost thing\n",
            ["LostThing.cs"] = Subject(answer: "return Task.FromResult(0); // TODO: customers get no answer"),
            ["Given.cs"] = "// Leave as is.\nnamespace HonestAsync.Katas.LostThing;\n\npublic static class Given\n{\n    public const int Answer = 42;\n}\n",
            ["LostThingTests.cs"] = Tests,
        };
        foreach (string folder in new[] { clone.Project.Originals, clone.Project.Katas })
        {
            Directory.CreateDirectory(Path.Combine(folder, Folder));
            foreach (var (name, text) in files)
            {
                File.WriteAllText(Path.Combine(folder, Folder, name), text);
            }
        }
        File.Copy(ProjectFolder.Find(AppContext.BaseDirectory).KataFrame, clone.Project.KataFrame,
            overwrite: true);
        var kata = Kata.Find(clone.Project, "lost-thing");
        File.WriteAllText(kata.MyFile, mine);
        return kata;
    }
}
