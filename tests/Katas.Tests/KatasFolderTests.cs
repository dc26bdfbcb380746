namespace HonestAsync.Katas.Tests;

/// <summary>What learners get is what the proof has proved; what they have changed is theirs.</summary>
public sealed class KatasFolderTests(ITestOutputHelper output)
{
    public static TheoryData<string> Katas() => Corpus.Names();

    [Theory]
    [MemberData(nameof(Katas))]
    public void A_kata_is_its_original_or_in_progress(string name)
    {
        var kata = Corpus.Of(name);
        var changed = Directory.EnumerateFiles(Path.Combine(Corpus.Project.Originals, name))
            .Where(original => Differs(kata, original)).Select(Path.GetFileName).ToList();
        if (changed.Count == 0)
        {
            return;
        }
        string message = $"{name}: {string.Join(", ", changed)} differ from the originals";
        Assert.False(Environment.GetEnvironmentVariable("CI") == "true", message);
        output.WriteLine($"in progress: {message}");
        TestContext.Current.SendDiagnosticMessage($"in progress: {message}");
    }

    private static bool Differs(Kata kata, string original)
    {
        string mine = kata.Mine(Path.GetFileName(original));
        return !File.Exists(mine) || !File.ReadAllBytes(mine).SequenceEqual(File.ReadAllBytes(original));
    }
}
