using System.Globalization;

namespace HonestAsync.Dojo.Tests;

/// <summary>Real files in a real folder: each wait is for what the follower tells, with a bound that fails the test.</summary>
public sealed class FileFollowerTests : IDisposable
{
    private static readonly TimeSpan s_bound = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_shortGap = TimeSpan.FromMilliseconds(300);
    private readonly string _folder = Directory.CreateTempSubdirectory("honest-async-test-").FullName;
    private readonly CancellationTokenSource _end = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

    private string Mine => Path.Combine(_folder, "Mine.cs");

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_text_is_reported_at_first_and_after_each_save(bool withEvents)
    {
        await File.WriteAllTextAsync(Mine, "one");
        await using var looks = Follow(withEvents);

        Assert.Equal("one", await NextAsync(looks));
        await File.WriteAllTextAsync(Mine, "two");
        Assert.Equal("two", await NextAsync(looks));
        await File.WriteAllTextAsync(Mine, "three");
        Assert.Equal("three", await NextAsync(looks));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_save_by_renaming_is_one_change(bool withEvents)
    {
        await File.WriteAllTextAsync(Mine, "one");
        await using var looks = Follow(withEvents);
        await NextAsync(looks);

        await File.WriteAllTextAsync($"{Mine}~", "two");
        File.Move($"{Mine}~", Mine, overwrite: true);

        Assert.Equal("two", await NextAsync(looks));
    }

    [Fact]
    public async Task A_save_that_moves_the_old_file_away_first_is_one_change()
    {
        await File.WriteAllTextAsync(Mine, "one");
        await using var looks = Follow();
        await NextAsync(looks);

        File.Move(Mine, $"{Mine}.bak");
        await File.WriteAllTextAsync(Mine, "two");

        Assert.Equal("two", await NextAsync(looks));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Of_a_burst_the_last_text_is_reported_and_none_twice(bool withEvents)
    {
        await File.WriteAllTextAsync(Mine, "0");
        await using var looks = Follow(withEvents);
        var told = new List<string?> { await NextAsync(looks) };

        for (int i = 1; i <= 200; i++)
        {
            await File.WriteAllTextAsync(Mine, $"{i}");
        }
        while (told[^1] != "200")
        {
            told.Add(await NextAsync(looks));
        }

        // a crowded machine may stand still in the middle of the burst; then that text is told, too
        Assert.Equal(told.Distinct(), told);
        Assert.Equal(told.OrderBy(text => int.Parse(text!, CultureInfo.InvariantCulture)), told);
    }

    [Fact]
    public async Task A_deleted_file_is_reported_and_again_when_it_is_back()
    {
        await File.WriteAllTextAsync(Mine, "one");
        await using var looks = Follow(gap: s_shortGap);
        await NextAsync(looks);

        File.Delete(Mine);
        Assert.Null(await NextAsync(looks));
        Assert.Equal("is missing", looks.Current.Trouble);
        await File.WriteAllTextAsync(Mine, "one");
        Assert.Equal("one", await WrittenAsync(looks));
    }

    [Fact]
    public async Task A_folder_that_comes_later_is_no_problem()
    {
        Directory.Delete(_folder);
        await using var looks = Follow(gap: s_shortGap);
        Assert.Null(await NextAsync(looks));

        Directory.CreateDirectory(_folder);
        await File.WriteAllTextAsync(Mine, "one");

        Assert.Equal("one", await WrittenAsync(looks));
    }

    [Fact]
    public async Task A_file_that_is_locked_is_read_as_soon_as_it_is_free()
    {
        Assert.SkipUnless(OperatingSystem.IsWindows(), "only Windows locks a file against readers");
        await File.WriteAllTextAsync(Mine, "one");
        await using var looks = Follow();
        await NextAsync(looks);

        await using (var locked = new FileStream(Mine, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            await locked.WriteAsync("two"u8.ToArray());
        }
        string? next = await NextAsync(looks);

        Assert.Equal("two", next ?? await NextAsync(looks));
    }

    [Fact]
    public async Task An_empty_file_is_reported_if_it_stays_empty()
    {
        await File.WriteAllTextAsync(Mine, "one");
        await using var looks = Follow(gap: s_shortGap);
        await NextAsync(looks);

        await File.WriteAllTextAsync(Mine, "");

        Assert.Equal("", await NextAsync(looks));
    }

    [Fact]
    public async Task A_text_is_reported_immediately_and_counts_once_it_is_settled()
    {
        await File.WriteAllTextAsync(Mine, "one");
        await using var looks = Follow();
        _end.CancelAfter(s_bound);

        Assert.True(await looks.MoveNextAsync());
        Assert.Equal(new FileLook("one", IsSettled: false), looks.Current);
        Assert.True(await looks.MoveNextAsync());
        Assert.Equal(new FileLook("one"), looks.Current);
    }

    public void Dispose()
    {
        _end.Cancel();
        _end.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Without <paramref name="gap"/> a save never shows as a file that is away or empty.</summary>
    private IAsyncEnumerator<FileLook> Follow(bool withEvents = true, TimeSpan? gap = null) =>
        new FileFollower(Mine, withEvents) { Gap = gap ?? 2 * s_bound }.LooksAsync(_end.Token).GetAsyncEnumerator(_end.Token);

    /// <summary>On a crowded machine a new file may be seen, and told, before it has its text.</summary>
    private async Task<string?> WrittenAsync(IAsyncEnumerator<FileLook> looks)
    {
        string? text = await NextAsync(looks);
        return text == "" ? await NextAsync(looks) : text;
    }

    private async Task<string?> NextAsync(IAsyncEnumerator<FileLook> looks)
    {
        _end.CancelAfter(s_bound);
        do
        {
            Assert.True(await looks.MoveNextAsync());
        }
        while (!looks.Current.IsSettled);
        return looks.Current.Text;
    }
}
