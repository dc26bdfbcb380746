namespace HonestAsync.Dojo.Tests;

public class KataPickerTests
{
    private readonly IReadOnlyList<(Kata Kata, string State)> _katas =
        [.. Kata.All(ProjectFolder.Find(AppContext.BaseDirectory)).Select((kata, i) => (kata, i == 0 ? "solved" : "not begun"))];

    [Fact]
    public void It_opens_at_the_present_kata()
    {
        var picker = Open(2);

        Assert.Single(picker.Lines(20), line => line.Text.StartsWith($"› · {_katas[2].Kata.File.Number} ", StringComparison.Ordinal));
    }

    [Fact]
    public void Letters_filter_and_Enter_picks_what_is_marked()
    {
        var picker = Open(0);
        Type(picker, _katas[3].Kata.File.Slug);

        picker.Press(Key(ConsoleKey.Enter));

        Assert.True(picker.IsDone);
        Assert.Equal(_katas[3].Kata.Name, picker.Picked?.Name);
    }

    [Fact]
    public void Several_words_must_all_fit_in_any_order()
    {
        var picker = Open(1);

        Type(picker, "SOLVED 01");

        Assert.StartsWith($"› ✓ 01 {_katas[0].Kata.File.Title}", picker.Lines(20)[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_arrows_move_and_stay_inside()
    {
        var picker = Open(0);
        picker.Press(Key(ConsoleKey.UpArrow));
        picker.Press(Key(ConsoleKey.DownArrow));
        for (int i = 0; i < 100; i++)
        {
            picker.Press(Key(ConsoleKey.DownArrow));
        }

        picker.Press(Key(ConsoleKey.Enter));

        Assert.Equal(_katas[^1].Kata.Name, picker.Picked?.Name);
    }

    [Fact]
    public void No_match_is_reported_and_Enter_does_nothing_until_a_letter_is_deleted()
    {
        var picker = Open(0);
        Type(picker, "01x");
        picker.Press(Key(ConsoleKey.Enter));
        Assert.Contains("no match", picker.Lines(20)[0].Text, StringComparison.Ordinal);
        Assert.False(picker.IsDone);

        picker.Press(Key(ConsoleKey.Backspace));
        picker.Press(Key(ConsoleKey.Enter));

        Assert.Equal(_katas[0].Kata.Name, picker.Picked?.Name);
    }

    [Fact]
    public void Esc_closes_without_a_pick()
    {
        var picker = Open(1);

        picker.Press(Key(ConsoleKey.Escape));

        Assert.True(picker.IsDone);
        Assert.Null(picker.Picked);
    }

    [Fact]
    public void Where_there_is_little_room_what_is_marked_is_in_it()
    {
        var picker = Open(_katas.Count - 1);

        var lines = picker.Lines(5);

        Assert.Equal(5, lines.Count);
        Assert.Contains(lines, line => line.Text.StartsWith('›'));
        Assert.EndsWith($"{_katas.Count} katas", lines[^1].Text, StringComparison.Ordinal);
    }

    private KataPicker Open(int at) => new(_katas, _katas[at].Kata);

    private static void Type(KataPicker picker, string text)
    {
        foreach (char letter in text)
        {
            picker.Press(new ConsoleKeyInfo(letter, default, shift: false, alt: false, control: false));
        }
    }

    private static ConsoleKeyInfo Key(ConsoleKey key) => new('\0', key, shift: false, alt: false, control: false);
}
