namespace HonestAsync.Dojo.Tests;

public sealed class DiskTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("honest-async-disk-").FullName;

    private string InTheWay => Path.Combine(_root, "file");

    public static TheoryData<string> Changes { get; } =
        ["text", "text in place", "bytes", "copy", "folder", "moved folder", "check"];

    [Theory]
    [MemberData(nameof(Changes))]
    public void A_change_that_fails_is_a_sentence_that_names_the_file(string change)
    {
        File.WriteAllText(InTheWay, "a file where a folder is expected");
        string path = Path.Combine(InTheWay, "below");

        var error = Assert.Throws<WriteException>(() => Make(change, path));

        Assert.StartsWith($"{path} could not be ", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("Make it writable, or free some space, and run the command again.", error.Message,
            StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_full_disk_is_named_as_the_reason_and_the_path_only_once()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "only Linux has a device that is always full");

        var error = Assert.Throws<WriteException>(() => Disk.WriteInPlace("/dev/full", "text"));

        Assert.Equal("/dev/full could not be written: No space left on device", error.What);
    }

    [Fact]
    public void A_file_system_that_refuses_root_too_is_a_sentence()
    {
        Assert.SkipUnless(Directory.Exists("/sys/kernel"), "only Linux has a folder that takes no files");

        var error = Assert.Throws<WriteException>(() => Disk.CreateFolder("/sys/kernel/honest-async"));

        Assert.Matches("^/sys/kernel/honest-async could not be created: [A-Z][^:]+$", error.What);
    }

    [Fact]
    public void What_cannot_be_removed_may_stay()
    {
        Disk.TryDeleteFolder(Path.Combine(_root, "never there"));

        Assert.True(Directory.Exists(_root));
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private void Make(string change, string path)
    {
        switch (change)
        {
            case "text":
                Disk.WriteText(path, "text");
                break;
            case "text in place":
                Disk.WriteInPlace(path, "text");
                break;
            case "bytes":
                Disk.WriteBytes(path, new MemoryStream([1]));
                break;
            case "copy":
                Disk.CopyFile(InTheWay, path);
                break;
            case "folder":
                Disk.CreateFolder(path);
                break;
            case "moved folder":
                Disk.MoveFolder(Directory.CreateDirectory(Path.Combine(_root, "folder")).FullName, path);
                break;
            default:
                Disk.EnsureWritable(path);
                break;
        }
    }
}
