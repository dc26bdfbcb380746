namespace HonestAsync.Helpers.Tests;

/// <summary>Runs the independent tools again: what is committed must be what they say.</summary>
public class GoldenStatisticsTests
{
    [Fact]
    public Task Histogram_values_are_what_HdrHistogram_says() => GoldenData.CheckRegeneratedAsync("Stats", "histogram.golden",
        "/usr/bin/java", "-cp /usr/share/java/hdrhistogram.jar GoldenHistogram.java",
        "-cp /usr/share/java/hdrhistogram.jar GoldenHistogram.java");

    [Fact]
    public Task Statistics_are_what_numpy_and_scipy_say() => GoldenData.CheckRegeneratedAsync("Stats", "statistics.golden",
        "/usr/bin/python3",
        "-c \"import numpy, scipy; assert numpy.__version__ + scipy.__version__ == '1.24.21.10.1'\"", "statistics.py");
}
