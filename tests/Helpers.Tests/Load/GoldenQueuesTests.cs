namespace HonestAsync.Helpers.Tests;

/// <summary>Runs the independent tools again: the committed values must be theirs.</summary>
public class GoldenQueuesTests
{
    [Fact]
    public Task Queues_are_those_of_numpy_scipy_and_simpy() => GoldenData.CheckRegeneratedAsync("Load", "queues.golden",
        "/usr/bin/python3",
        "-c \"import numpy, scipy, simpy; assert numpy.__version__ + scipy.__version__ + simpy.__version__ == '1.24.21.10.13.0.11'\"", "queues.py");
}
