using System.Text.Json;

namespace HonestAsync.Dojo;

/// <summary>
/// The skeleton of a kata: it compiles, its one test is red, and the proof lists what is still missing.
/// </summary>
internal static class KataScaffold
{
    private static readonly JsonSerializerOptions s_json = new() { WriteIndented = true, NewLine = "\n" };

    private static readonly string[] s_hints = ["the symptom", "the mechanism", "the API's name"];

    public static NewFiles Of(ProjectFolder project, KataEntry entry)
    {
        string name = string.Concat(entry.Slug.Split('-').Select(part => char.ToUpperInvariant(part[0]) + part[1..]));
        string testName = "The_property_that_the_broken_code_breaks";
        var shared = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["kata.json"] = Data(entry, name, testName),
            ["README.md"] = Readme(entry),
            [$"{name}.cs"] = Subject(name, "broken"),
            ["Given.cs"] = $"// Leave as is: the doubles that the tests script.\nnamespace HonestAsync.Katas.{name};\n",
            [$"{name}Tests.cs"] = Tests(name, testName),
        };
        var files = new NewFiles(project);
        foreach (var (file, text) in shared)
        {
            files.Add($"katas/{entry.Folder}/{file}", text);
            files.Add($"tests/Katas.Tests/originals/{entry.Folder}/{file}", text);
        }
        files.Add($"katas/{entry.Folder}/{entry.Folder}.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\" />\n");
        files.Add($"solutions/{entry.Folder}/{name}.cs", Subject(name, "fixed"));
        files.Add($"solutions/{entry.Folder}/WHY.md",
            $"# {entry.Slug}: why\n\n## What was wrong\n\n## Why this is right\n\n## A second right way\n\n## The tempting wrong fix, and the test that stops it\n\n## When not to do this\n");
        files.Add($"tests/Katas.Tests/variants/{entry.Folder}/alternative-1.cs", Subject(name, "fixed"));
        files.Add($"tests/Katas.Tests/variants/{entry.Folder}/wrong-1.cs",
            $"// caught by: {testName} — why it tempts\n{Subject(name, "broken")}");
        return files;
    }

    private static string Data(KataEntry entry, string name, string test) => JsonSerializer.Serialize(
        new
        {
            slug = entry.Slug,
            number = entry.Number,
            title = entry.Slug,
            notebook = entry.Notebook,
            claims = entry.Claims,
            idea = "the idea in five words",
            difficulty = 1,
            minutes = 15,
            subject = $"{name}.cs",
            hints = s_hints,
            red = new[] { new { test, fragment = "what the learner reads" } },
            analyzers = Array.Empty<string>(),
            references = Array.Empty<string>(),
            primitives = new Dictionary<string, string>(StringComparer.Ordinal) { ["alternative-1.cs"] = "the primitive" },
        },
        s_json) + "\n";

    private static string Readme(KataEntry entry) =>
        $"# {entry.Slug}\n\nOne sentence from production.\n\n## Symptom\n\n## Contract\n\n## Run\n\n```\ndotnet test katas/{entry.Folder}\n```\n\n## Hints\n\n"
        + "<details><summary>1</summary>the symptom</details>\n<details><summary>2</summary>the mechanism</details>\n<details><summary>3</summary>the API's name</details>\n";

    private static string Subject(string name, string value) =>
        $"namespace HonestAsync.Katas.{name};\n\npublic sealed class {name}\n{{\n    // TODO: what can be observed\n    public string State => \"{value}\";\n}}\n";

    private static string Tests(string name, string test) =>
        $$"""
        namespace HonestAsync.Katas.{{name}};

        public class {{name}}Tests
        {
            [Fact]
            public Task {{test}}() => Watchdog.RunAsync(() =>
            {
                Assert.True(new {{name}}().State == "fixed", "what the learner reads");
                return Task.CompletedTask;
            });
        }

        """;
}
