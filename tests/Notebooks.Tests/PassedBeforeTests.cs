using Xunit.Sdk;

namespace HonestAsync.Notebooks.Tests;

public sealed class PassedBeforeTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("honest-async-");

    public PassedBeforeTests()
    {
        Write("program.dll", "as built");
        Write("read.ipynb", "as read");
    }

    private string Notes => Path.Combine(_folder.FullName, "passed");

    [Fact]
    public void What_passed_is_skipped_the_next_time_and_says_why()
    {
        Assert.False(Note().IsThere);
        Note().Put();

        Assert.Contains("nothing of it has changed; HONEST_ASYNC_PROOF=whole runs it again", Skipped(Note()), StringComparison.Ordinal);
    }

    [Fact]
    public void What_has_not_passed_runs()
    {
        Note().SkipIfThere();

        Assert.False(Directory.Exists(Notes));
    }

    [Theory]
    [InlineData("read.ipynb")]
    [InlineData("program.dll")]
    public void A_byte_that_changes_runs_it_again_and_the_same_bytes_do_not(string file)
    {
        Note().Put();

        Write(file, "as written later");
        Assert.False(Note().IsThere);
        Note().Put();
        Write(file, "as written later");
        Assert.True(Note().IsThere);
    }

    [Fact]
    public void A_program_that_is_new_in_its_folder_counts_and_what_is_no_program_does_not()
    {
        Note().Put();

        Write("program.pdb", "for a debugger");
        Assert.True(Note().IsThere);
        Write("another.dll", "as built");
        Assert.False(Note().IsThere);
    }

    [Fact]
    public void What_was_saved_since_the_tests_began_is_not_noted()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "read.ipynb"), "as saved just now");

        Note().Put();

        Assert.False(Note().IsThere);
    }

    [Fact]
    public void What_is_missing_is_for_the_test_to_say()
    {
        var note = new PassedBefore(Notes, [_folder.FullName]).Of("a test", Path.Combine(_folder.FullName, "gone.ipynb"));
        note.Put();
        var unbuilt = new PassedBefore(Notes, [Path.Combine(_folder.FullName, "gone")]).Of("a test");
        unbuilt.Put();

        Assert.False(note.IsThere || unbuilt.IsThere);
        Assert.False(Directory.Exists(Notes));
    }

    [Fact]
    public void A_note_is_for_one_test_only()
    {
        Note().Put();

        Assert.False(Note("another test").IsThere);
    }

    [Fact]
    public void Notes_of_older_programs_are_forgotten()
    {
        Note().Put();
        Write("program.dll", "as built later");
        Note("another test").Put();

        Assert.Single(Directory.EnumerateFiles(Notes, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void The_whole_proof_looks_at_no_note_and_leaves_none()
    {
        Note().Put();
        var whole = new PassedBefore(null, [_folder.FullName]).Of("a test", Path.Combine(_folder.FullName, "read.ipynb"));

        whole.Put();
        Assert.False(whole.IsThere);
        Assert.Single(Directory.EnumerateFiles(Notes, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void What_cannot_be_noted_fails_nothing()
    {
        var note = Note();
        File.WriteAllText(Notes, "a file where the folder would be");

        note.Put();

        Assert.False(Note().IsThere);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    // Assert.Throws lets this one through: this test would be skipped, too
    private static string Skipped(PassedNote note)
    {
        try
        {
            note.SkipIfThere();
            return "";
        }
        catch (SkipException skip)
        {
            return skip.Message;
        }
    }

    private PassedNote Note(string test = "a test") =>
        new PassedBefore(Notes, [_folder.FullName]).Of(test, Path.Combine(_folder.FullName, "read.ipynb"));

    // long before this process began
    private void Write(string name, string text)
    {
        string path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text);
        File.SetLastWriteTimeUtc(path, DateTime.UnixEpoch);
    }
}
