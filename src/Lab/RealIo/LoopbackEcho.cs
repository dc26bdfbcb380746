namespace HonestAsync.Lab;

/// <summary>One message to an echo server on this machine and back: blocking against awaited.</summary>
public static class LoopbackEcho
{
    private const int ConnectionsAWay = 8;
    private const int RoundsAHalf = 2;

    /// <summary>Time of an awaited round trip divided by the time of a blocking one, as interleaved pairs. Real time.</summary>
    /// <remarks>
    /// Each way has connections of its own: a socket that has awaited once no longer blocks natively. It takes
    /// them in turn, because the cores on which a server's thread and its client happen to sit weigh more than
    /// the way of waiting. What the scheduler does to the whole process for a while, no interval of one run shows.
    /// </remarks>
    public static Ratio Measure(int pairs)
    {
        EchoConnection[] awaited = [.. Enumerable.Range(0, ConnectionsAWay).Select(_ => new EchoConnection())];
        EchoConnection[] blocking = [.. Enumerable.Range(0, ConnectionsAWay).Select(_ => new EchoConnection())];
        try
        {
            var (a, b) = (0, 0);
            return InterleavedPairs.Measure(
                pairs,
                () => awaited[a++ % ConnectionsAWay].EchoAsync(RoundsAHalf).GetAwaiter().GetResult(),
                () => blocking[b++ % ConnectionsAWay].Echo(RoundsAHalf));
        }
        finally
        {
            foreach (var connection in awaited.Concat(blocking))
            {
                connection.Dispose();
            }
        }
    }
}
