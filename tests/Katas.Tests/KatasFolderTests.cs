namespace HonestAsync.Katas.Tests;

/// <summary>What learners get is what the proof has proved; what they have changed is theirs.</summary>
public sealed class KatasFolderTests(ITestOutputHelper output)
{
    public static TheoryData<string> Katas() => [.. Kata.All.Select(kata => kata.Name)];

    [Theory]
    [MemberData(nameof(Katas))]
    public void A_kata_is_its_original_or_in_progress(string name)
    {
        var changed = Directory.EnumerateFiles(Path.Combine(Repository.Originals, name))
            .Select(Path.GetFileName).Where(file => Differs(name, file!)).ToList();
        if (changed.Count == 0)
        {
            return;
        }
        string message = $"{name}: {string.Join(", ", changed)} differ from the originals";
        Assert.False(Environment.GetEnvironmentVariable("CI") == "true", message);
        output.WriteLine($"in progress: {message}");
        TestContext.Current.SendDiagnosticMessage($"in progress: {message}");
    }

    [Fact]
    public void Every_kata_folder_has_an_original_and_a_project_of_one_line()
    {
        var folders = Directory.EnumerateDirectories(Repository.Katas).Select(Path.GetFileName).Order(StringComparer.Ordinal);

        Assert.Equal(Kata.All.Select(kata => kata.Name), folders);
        Assert.All(Kata.All, kata => Assert.Equal(
            "<Project Sdk=\"Microsoft.NET.Sdk\" />", File.ReadAllText(ProjectOf(kata)).Trim()));
    }

    [Fact]
    public void The_solution_of_the_katas_lists_them_all()
    {
        string path = Path.Combine(Repository.Katas, "Katas.slnx");
        string expected = "<Solution>\n"
            + string.Concat(Kata.All.Select(kata => $"  <Project Path=\"{kata.Name}/{kata.Name}.csproj\" />\n")) + "</Solution>\n";
        if (Environment.GetEnvironmentVariable("REFRESH") == "1")
        {
            File.WriteAllText(path, expected);
        }

        Assert.True(File.Exists(path) && File.ReadAllText(path) == expected,
            "katas/Katas.slnx is not what the folders make it: run this test once with REFRESH=1.");
    }

    private static string ProjectOf(Kata kata) => Path.Combine(Repository.Katas, kata.Name, $"{kata.Name}.csproj");

    private static bool Differs(string kata, string file)
    {
        string theirs = Path.Combine(Repository.Katas, kata, file);
        return !File.Exists(theirs) || !File.ReadAllBytes(theirs).SequenceEqual(File.ReadAllBytes(Path.Combine(Repository.Originals, kata, file)));
    }
}
