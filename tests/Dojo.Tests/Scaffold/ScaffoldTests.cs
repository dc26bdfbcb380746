using HonestAsync.Kernel;

namespace HonestAsync.Dojo.Tests;

public class ScaffoldTests
{
    private readonly Screen _screen = new();

    [Fact]
    public void A_new_notebook_has_the_agreed_cells_in_normal_form()
    {
        using var clone = new FakeClone();

        Assert.Equal(ExitCode.Ok, new NewCommand(clone.Project, _screen.Console).Notebook("2"));

        string file = Path.Combine(clone.Project.Notebooks, "02-second.ipynb");
        var document = NotebookDocument.Load(file);
        Assert.Equal(
            ["title", "setup", "environment", "later-claim-predict", "later-claim-prediction", "later-claim-run", "later-claim-table",
             "later-claim-verdict", "later-claim-why", "where-this-stops", "scoreboard", "change-it"],
            document.Cells.Select(cell => cell.Id));
        Assert.Equal(document.Normalise().ToText(), File.ReadAllText(file));
    }

    [Fact]
    public void A_new_kata_has_every_file_that_the_contract_names()
    {
        using var clone = new FakeClone();

        Assert.Equal(ExitCode.Ok, new NewCommand(clone.Project, _screen.Console).Kata("lost-thing"));

        string[] files = ["kata.json", "README.md", "LostThing.cs", "Given.cs", "LostThingTests.cs"];
        Assert.All(files, file => Assert.Equal(
            File.ReadAllText(Path.Combine(clone.Project.Katas, "01-lost-thing", file)),
            File.ReadAllText(Path.Combine(clone.Project.Originals, "01-lost-thing", file))));
        Assert.True(File.Exists(Path.Combine(clone.Root, "solutions", "01-lost-thing", "WHY.md")));
        Assert.Equal("lost-thing", Assert.Single(KataFile.All(clone.Project)).Slug);
    }

    [Fact]
    public void A_scaffold_that_cannot_be_written_whole_leaves_no_file()
    {
        using var clone = new FakeClone();
        File.WriteAllText(Path.Combine(clone.Root, "solutions"), "a file where a folder is expected");

        var error = Assert.Throws<DojoException>(() => new NewCommand(clone.Project, _screen.Console).Kata("lost-thing"));

        Assert.StartsWith("Nothing was created: ", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(clone.Project.Katas, "*", SearchOption.AllDirectories));
        Assert.Empty(_screen.ToString());
    }

    [Fact]
    public void No_existing_file_is_overwritten()
    {
        using var clone = new FakeClone().With("1");
        string before = File.ReadAllText(clone.NotebookFile);

        var error = Assert.Throws<DojoException>(() => new NewCommand(clone.Project, _screen.Console).Notebook("01"));

        Assert.StartsWith("notebooks/01-first.ipynb exists already; nothing was written.", error.Message,
            StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllText(clone.NotebookFile));
    }

    [Fact]
    public void An_unknown_kata_is_answered_with_near_names()
    {
        using var clone = new FakeClone();

        var error = Assert.Throws<DojoException>(() => new NewCommand(clone.Project, _screen.Console).Kata("lost-thign"));

        Assert.StartsWith("The catalogue has no kata 'lost-thign'. Did you mean lost-thing?", error.Message,
            StringComparison.Ordinal);
    }
}
