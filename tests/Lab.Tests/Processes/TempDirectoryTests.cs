namespace HonestAsync.Lab.Tests.Processes;

public class TempDirectoryTests
{
    private static readonly ProcessIdentity s_dead = ProcessIdentity.Own with { Start = "before everything" };

    [Fact]
    public void A_folder_goes_with_its_owner()
    {
        string path;
        using (var folder = new TempDirectory())
        {
            path = folder.Path;
            File.WriteAllText(Path.Combine(path, "some.file"), "");
        }

        Assert.False(Directory.Exists(path));
    }

    [Fact]
    public void What_a_dead_process_left_is_removed() => Assert.True(IsRemoved(OwnerFile.OfThisProcess with { Owners = [s_dead] }));

    [Fact]
    public void A_folder_in_use_is_left_alone() => Assert.False(IsRemoved(OwnerFile.OfThisProcess));

    [Fact]
    public void One_owner_that_lives_is_enough() =>
        Assert.False(IsRemoved(OwnerFile.OfThisProcess with { Owners = [s_dead, ProcessIdentity.Own] }));

    [Fact]
    public void A_folder_of_another_machine_is_left_alone() =>
        Assert.False(IsRemoved(OwnerFile.OfThisProcess with { Owners = [s_dead], Host = "another" }));

    [Fact]
    public void A_folder_of_another_space_of_process_ids_is_left_alone() =>
        Assert.False(IsRemoved(OwnerFile.OfThisProcess with { Owners = [s_dead], Boot = OwnerFile.OfThisProcess.Boot + " other" }));

    [Fact]
    public void A_folder_from_before_the_machine_started_again_is_removed() =>
        Assert.True(IsRemoved(OwnerFile.OfThisProcess with { Boot = "earlier pid:[1]" }));

    [Theory]
    [InlineData(null)]
    [InlineData("{")]
    [InlineData("null")]
    public void A_folder_that_says_nothing_of_its_owner_is_left_alone(string? text)
    {
        using var temporary = new TemporaryFolder();
        string folder = Directory.CreateDirectory(Path.Combine(temporary.Path, "honest-async-lab-x")).FullName;
        if (text is not null)
        {
            File.WriteAllText(Path.Combine(folder, OwnerFile.FileName), text);
        }

        Assert.Empty(TempDirectory.RemoveAbandoned(temporary.Path));
        Assert.True(Directory.Exists(folder));
    }

    [Theory]
    [InlineData("before", true)]
    [InlineData(null, false)]
    public void A_folder_whose_owner_died_before_it_could_say_so_is_known_by_its_name(string? start, bool removed)
    {
        using var temporary = new TemporaryFolder();
        string name = OwnerFile.FolderPrefix.Replace(ProcessIdentity.Own.Start, start ?? ProcessIdentity.Own.Start, StringComparison.Ordinal);
        string folder = Directory.CreateDirectory(Path.Combine(temporary.Path, $"honest-async-lab-{name}x")).FullName;

        Assert.Equal(removed, TempDirectory.RemoveAbandoned(temporary.Path).Contains(folder));
    }

    [Fact]
    public void A_process_that_somebody_merely_named_is_not_ended()
    {
        Needs.Linux();
        using var sleeper = System.Diagnostics.Process.Start("sleep", "60");
        var named = ProcessIdentity.Of(sleeper.Id)!;

        Assert.True(IsRemoved(OwnerFile.OfThisProcess with { Owners = [s_dead], Workers = [named] }));

        Assert.True(named.IsAlive);
        sleeper.Kill();
    }

    private static bool IsRemoved(OwnerFile owner)
    {
        using var temporary = new TemporaryFolder();
        string folder = Directory.CreateDirectory(Path.Combine(temporary.Path, "honest-async-lab-x")).FullName;
        owner.Write(folder);
        var removed = TempDirectory.RemoveAbandoned(temporary.Path);
        Assert.Equal(removed.Contains(folder), !Directory.Exists(folder));
        return removed.Count == 1;
    }
}
