namespace HonestAsync.Dojo.Tests;

public class ProjectFolderTests
{
    [Fact]
    public void The_clone_is_found_from_any_folder_inside()
    {
        using var clone = new FakeClone();
        string inside = Directory.CreateDirectory(Path.Combine(clone.Root, "a", "b")).FullName;

        Assert.Equal(clone.Root, ProjectFolder.Find(inside).Root);
    }
}
