namespace HonestAsync.Lab.Tests.Price;

public class PriceListTests
{
    [WholeFact]
    public async Task The_child_measures_every_benchmark_and_says_how_sure_it_is()
    {
        var prices = await PriceList.MeasureAsync(quick: true);

        Assert.Equal(12, prices.Rows.Count);
        Assert.All(prices.Rows, row => Assert.True(row.Nanoseconds >= 0 && row.Error >= 0, $"{row.What}: {row}"));
        Assert.Equal("plain call", prices["plain call"].What);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.1234, 0.12)]
    [InlineData(9.96, 10)]
    [InlineData(17.4, 17)]
    [InlineData(9_512, 9_500)]
    public void Two_figures_are_shown(double value, double shown) => Assert.Equal(shown, PriceRow.TwoFigures(value));

    [Fact]
    public void A_row_reads_as_a_number_with_its_error() =>
        Assert.Equal("9,500 ± 460", new PriceRow("another thread", 9_512.3, 457).ToString());

    [Fact]
    public async Task Node_says_what_its_awaits_take()
    {
        var node = Needs.Available(await PeerPrice.RunAsync(rounds: 3));

        Assert.StartsWith("Node ", node.Runtime, StringComparison.Ordinal);
        Assert.All(node.Rows, row => Assert.True(row.Nanoseconds > 0, row.What));
        Assert.True(node["five steps, await"].Nanoseconds > 0);
    }
}
