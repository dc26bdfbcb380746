namespace HonestAsync.Dojo.Tests;

public class KataFileTests
{
    [Fact]
    public void A_kata_is_untouched_until_its_subject_differs_from_the_pristine_copy()
    {
        using var clone = new FakeClone();
        new NewCommand(clone.Project, new Screen().Console).Kata("lost-thing");
        var kata = Assert.Single(KataFile.All(clone.Project));
        string subject = Path.Combine(clone.Project.Katas, kata.Folder, kata.Subject);

        Assert.Equal("untouched", kata.State(clone.Project));
        File.AppendAllText(subject, "// mine\n");
        Assert.Equal("in progress", kata.State(clone.Project));
        File.Delete(subject);
        Assert.Equal("missing", kata.State(clone.Project));
    }

    [Fact]
    public void A_broken_kata_file_is_named()
    {
        using var clone = new FakeClone();
        new NewCommand(clone.Project, new Screen().Console).Kata("lost-thing");
        File.WriteAllText(Path.Combine(clone.Project.Originals, "01-lost-thing", "kata.json"), "{");

        Assert.Contains("kata.json", Assert.Throws<DojoException>(() => KataFile.All(clone.Project)).Message, StringComparison.Ordinal);
    }
}
