namespace HonestAsync.Helpers.Tests;

/// <summary>Runs the independent tools again: what is committed must be what they say.</summary>
public class GoldenQueuesTests
{
    [Fact]
    public Task Queues_are_what_numpy_scipy_and_simpy_say() => GoldenData.CheckRegeneratedAsync("Load", "queues.golden",
        "/usr/bin/python3",
        "-c \"import numpy, scipy, simpy; assert numpy.__version__ + scipy.__version__ + simpy.__version__ == '1.24.21.10.13.0.11'\"", "queues.py");
}
