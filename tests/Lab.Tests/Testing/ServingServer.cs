namespace HonestAsync.Lab.Tests;

internal static class ServingServer
{
    /// <summary>Asks until so many requests are inside; each question is a round trip, so the load has time to arrive.</summary>
    public static async Task<ServerStats> ServingAsync(this WebServer server, string path, int inside)
    {
        while (true)
        {
            var stats = await server.StatsAsync();
            if (stats.Of(path).Inside >= inside)
            {
                return stats;
            }
        }
    }
}
