using System.Xml.Linq;

namespace HonestAsync.Helpers.Tests.Charts;

public sealed class TextTableTests
{
    private static readonly TextTable Table = TextTable.Of("runtime", "p99", "calls", "note")
        .Row(".NET", "12.5 ms", 1_048_576, "Task<int> & co")
        .Row("Node", "7 ms", 3, null)
        .Row("Go", "–", 0.25, "n/a") with { Title = "Side by side" };

    [Fact]
    public void Text_is_the_committed_one() => GoldenFile.Check("Charts", "table.txt", Table.ToString());

    [Fact]
    public void Html_is_the_committed_one() => GoldenFile.Check("Charts", "table.html", Table.ToHtml());

    [Fact]
    public void Html_is_well_formed_and_inherits_colours()
    {
        var root = XDocument.Parse(Table.ToHtml()).Root!;

        Assert.Contains("color:inherit", root.Attribute("style")!.Value, StringComparison.Ordinal);
        Assert.Equal(4, root.Descendants("th").Count());
        Assert.Equal(12, root.Descendants("td").Count());
    }

    [Fact]
    public void A_row_makes_a_new_table()
    {
        var empty = TextTable.Of("a");
        empty.Row(1);

        Assert.Empty(empty.Rows);
    }

    [Fact]
    public void A_table_with_no_rows_says_so() =>
        Assert.EndsWith("(no rows)", TextTable.Of("a", "b").ToString(), StringComparison.Ordinal);

    [Fact]
    public void A_row_with_a_missing_cell_is_rejected() =>
        Assert.Throws<ArgumentException>(() => TextTable.Of("a", "b").Row(1));

    [Theory]
    [InlineData("12.5 ms", true)]
    [InlineData("-3", true)]
    [InlineData("1,048,576", true)]
    [InlineData("40%", true)]
    [InlineData("≥ 2", true)]
    [InlineData("3x", true)]
    [InlineData("p99", false)]
    [InlineData("2 of 20 schedules", false)]
    public void Numbers_are_distinguished_from_words(string cell, bool expected) =>
        Assert.Equal(expected, TextTableNumbers.IsNumber(cell));
}
