namespace HonestAsync.Dojo.Tests;

/// <summary>The tiny kata with all that a kata needs: solution, WHY.md, variants, links, hints.</summary>
internal static class CompleteKata
{
    public static Kata In(FakeClone clone)
    {
        var kata = clone.WithKata(TinyKata.Subject());
        string variants = Path.Combine(clone.Project.Variants, kata.Name);
        Directory.CreateDirectory(variants);
        Directory.CreateDirectory(kata.Solution(""));
        Write(kata.Solution("LostThing.cs"), TinyKata.Subject());
        Write(kata.Solution("WHY.md"), "# Why\n" + string.Concat(Enumerable.Repeat("word ", 200)));
        Write(kata.Mine($"{kata.Name}.csproj"), "<Project Sdk=\"Microsoft.NET.Sdk\" />\n");
        Write(KataSolution.PathIn(clone.Project), KataSolution.TextFor([kata]));
        for (int i = 1; i <= 3; i++)
        {
            Write(Path.Combine(variants, $"alternative-{i}.cs"),
                TinyKata.Subject(answer: $"return Task.FromResult({40 + i} + {2 - i});"));
        }
        for (int i = 1; i <= 5; i++)
        {
            Write(Path.Combine(variants, $"wrong-{i}.cs"), $"// caught by: It_answers — nearly\n{TinyKata.Subject(answer: $"return Task.FromResult({i});")}");
        }
        string json = File.ReadAllText(kata.Original("kata.json"));
        Write(kata.Original("kata.json"), json.Replace("\"primitives\": {}",
            "\"primitives\": { \"alternative-1.cs\": \"primitive 1\", \"alternative-2.cs\": \"primitive 2\", \"alternative-3.cs\": \"primitive 3\" }", StringComparison.Ordinal));
        Write(kata.Original("README.md"), "# The lost thing\n\n    dotnet test katas/01-lost-thing\n\nSee notebook 01, which is planned and not\nwritten yet.\n"
            + string.Concat(kata.File.Hints.Select(hint => $"\n<details>\n<summary>Hint</summary>\n\n{hint}\n\n</details>\n")));
        return Kata.Find(clone.Project, kata.Name);
    }

    /// <summary>A second kata that is as the first, but for its name.</summary>
    public static Kata Second(FakeClone clone)
    {
        foreach (string folder in new[] { clone.Project.Originals, clone.Project.Katas })
        {
            string second = Path.Combine(folder, "02-second-thing");
            Directory.CreateDirectory(second);
            foreach (string file in Directory.EnumerateFiles(Path.Combine(folder, TinyKata.Folder)))
            {
                string text = File.ReadAllText(file)
                    .Replace("\"slug\": \"lost-thing\", \"number\": \"01\"", "\"slug\": \"second-thing\", \"number\": \"02\"", StringComparison.Ordinal);
                Write(Path.Combine(second, Path.GetFileName(file)), text);
            }
        }
        return Kata.Find(clone.Project, "2");
    }

    private static void Write(string path, string text) => File.WriteAllText(path, text);
}
