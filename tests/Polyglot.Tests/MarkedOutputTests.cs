namespace HonestAsync.Polyglot.Tests;

public sealed class MarkedOutputTests
{
    private const string Mark = "\u001emark\u001e";

    [Theory]
    [InlineData("before\u001emark\u001eafter")]
    [InlineData("before", "\u001em", "ark", "\u001e", "after")]
    [InlineData("before\u001e", "mark\u001eafter")]
    public void A_mark_is_found_in_pieces_and_not_printed(params string[] pieces)
    {
        var (printed, marked) = Read(pieces);

        Assert.Equal("beforeafter", string.Concat(printed));
        Assert.True(marked);
    }

    [Theory]
    [InlineData("a\u001em", "b")]
    [InlineData("a\u001em", "b\u001emar", "c")]
    public void What_only_begins_like_a_mark_is_text(params string[] pieces)
    {
        var (printed, marked) = Read(pieces);

        Assert.Equal(string.Concat(pieces), string.Concat(printed));
        Assert.False(marked);
    }

    [Fact]
    public void Text_does_not_wait_for_what_comes_next()
    {
        var (printed, _) = Read("no newline");

        Assert.Equal(["no newline"], printed);
    }

    [Fact]
    public void A_character_of_two_parts_is_printed_whole()
    {
        var (printed, _) = Read("a\ud83c", "\udf75b");

        Assert.Equal(["a", "🍵b"], printed);
    }

    private static (List<string> Printed, bool IsMarked) Read(params string[] pieces)
    {
        var printed = new List<string>();
        var output = new MarkedOutput(StreamReader.Null, Mark, printed.Add);
        var marked = output.NextMarkAsync();
        foreach (string piece in pieces)
        {
            output.Add(piece);
        }
        return (printed, marked.IsCompleted);
    }
}
