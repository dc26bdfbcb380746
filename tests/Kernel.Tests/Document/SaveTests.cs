namespace HonestAsync.Kernel.Tests;

public sealed class SaveTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("kernel-save-").FullName;

    private string Target => Path.Combine(_folder, "n.ipynb");

    [Fact]
    public void Save_ReplacesTheFile_AndLeavesNothingBeside()
    {
        File.WriteAllText(Target, "old");

        Notebook.Of("1").Save(Target);

        Assert.Equal(Notebook.Of("1").ToText(), File.ReadAllText(Target));
        Assert.Equal([Target], Directory.GetFiles(_folder));
    }

    [Fact]
    public void Save_MakesAFileThatWasNotThere()
    {
        Notebook.Of("1").Save(Target);

        Assert.Equal(Notebook.Of("1").ToText(), File.ReadAllText(Target));
        Assert.Equal([Target], Directory.GetFiles(_folder));
    }

    [Theory]
    [InlineData("n.ipynb")]
    [InlineData("not-there-yet.ipynb")]
    public void Save_ThroughALink_WritesWhatItLeadsTo_AndTheLinkStays(string leadsTo)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "a link needs a privilege on Windows");
        File.WriteAllText(Target, "old");
        string link = Path.Combine(_folder, "link.ipynb");
        File.CreateSymbolicLink(link, leadsTo);

        Notebook.Of("1").Save(link);

        Assert.Equal(Notebook.Of("1").ToText(), File.ReadAllText(Path.Combine(_folder, leadsTo)));
        Assert.Equal(leadsTo, new FileInfo(link).LinkTarget);
    }

    [Fact]
    public void ReadOnlyFile_IsNamed_AndNotChanged()
    {
        File.WriteAllText(Target, "old");
        File.SetAttributes(Target, FileAttributes.ReadOnly);

        var thrown = Assert.Throws<NotebookSaveException>(() => Notebook.Of("1").Save(Target));

        Assert.Equal($"{Target} is read-only and was not changed. Make it writable, or save to another file.",
            thrown.Message);
        Assert.Equal("old", File.ReadAllText(Target));
        Assert.Equal([Target], Directory.GetFiles(_folder));
    }

    [Theory]
    [InlineData("/proc/n.ipynb")]
    [InlineData("/nowhere/n.ipynb")]
    public void FolderThatCannotBeWritten_IsNamed(string path) => Assert.StartsWith(
        $"{path} could not be written and was not changed: ",
        Assert.Throws<NotebookSaveException>(() => Notebook.Of("1").Save(path)).Message,
        StringComparison.Ordinal);

    public void Dispose()
    {
        foreach (var file in Directory.GetFiles(_folder))
        {
            File.SetAttributes(file, FileAttributes.Normal);
        }
        Directory.Delete(_folder, recursive: true);
    }
}
