namespace HonestAsync.Lab.Tests.Bench;

public class LoadBenchTests
{
    [WholeFact]
    public async Task The_table_has_the_load_in_memory_and_over_http()
    {
        var table = await LoadBench.OpenLoopAsync(TimeSpan.FromMilliseconds(200));

        Assert.Equal(["in memory", "over HTTP"], table.Rows.Select(row => row[0]));
        Assert.All(table.Rows, row => Assert.Equal("1,000", row[2]));
    }

    [Fact]
    public void The_histogram_keeps_its_stated_error()
    {
        double[] errors = [.. LoadBench.HistogramError().Rows.Select(row => double.Parse(row[1], System.Globalization.CultureInfo.InvariantCulture))];

        Assert.InRange(errors[1], 0, errors[0]);
        Assert.InRange(errors[2], 0, errors[1]);
    }
}
