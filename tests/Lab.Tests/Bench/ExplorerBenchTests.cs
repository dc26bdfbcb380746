using HonestAsync.Lab;

namespace HonestAsync.Lab.Tests;

public class ExplorerBenchTests
{
    [Fact]
    public void Every_shape_is_explored_without_a_failure_and_has_a_rate()
    {
        var table = ExplorerBench.Measure(TimeSpan.FromMilliseconds(1));

        Assert.Equal(3, table.Rows.Count);
        Assert.All(table.Rows, row => Assert.NotEqual("0", row[1]));
    }
}
