namespace HonestAsync.Lab.Tests.LoadTools;

public class ClosedLoopToolTests
{
    private const string OfWrk = """
        Running 2s test @ http://127.0.0.1:40123/stall
          1 threads and 10 connections
          Thread Stats   Avg      Stdev     Max   +/- Stdev
            Latency     2.91ms   27.40ms 401.22ms   98.93%
            Req/Sec    12.11k     2.05k   14.58k    87.50%
          Latency Distribution
             50%  611.00us
             75%    0.90ms
             90%    1.31ms
             99%    9.30ms
          19312 requests in 2.00s, 2.10MB read
        Requests/sec:   9650.02
        """;

    private const string OfHey = """

        Summary:
          Total:	2.0041 secs
          Slowest:	0.4101 secs
          Fastest:	0.0002 secs

        Latency distribution:
          50% in 0.0009 secs
          99% in 0.0070 secs

        Status code distribution:
          [200]	12040 responses
        """;

    [Fact]
    public void The_output_of_wrk_is_parsed() => Assert.Equal(
        new StallReading("wrk", 19_312, TimeSpan.FromMilliseconds(9.3), TimeSpan.FromMilliseconds(401.22), null), ClosedLoopTool.Wrk.Read(OfWrk));

    [Fact]
    public void The_output_of_hey_is_parsed() => Assert.Equal(
        new StallReading("hey", 12_040, TimeSpan.FromMilliseconds(7), TimeSpan.FromMilliseconds(410.1), null), ClosedLoopTool.Hey.Read(OfHey));

    [Fact]
    public void Other_output_is_not_parsed() => Assert.Null(ClosedLoopTool.Wrk.Read("unable to connect"));

    [Fact]
    public void A_tool_that_is_not_installed_says_how_to_get_it()
    {
        using var empty = new TemporaryFolder();

        var found = ClosedLoopTool.Hey.Find(empty.Path);

        Assert.False(found.IsAvailable);
        Assert.Contains("apt-get install hey", found.Reason, StringComparison.Ordinal);
    }
}
