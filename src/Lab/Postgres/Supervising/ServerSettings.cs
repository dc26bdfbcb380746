using System.Globalization;

namespace HonestAsync.Lab;

/// <summary>The settings of a private server, as arguments of <c>postgres</c>.</summary>
internal static class ServerSettings
{
    private const int MostConnections = 100;

    public static IEnumerable<string> For(int port)
    {
        string[] settings =
        [
            string.Create(CultureInfo.InvariantCulture, $"port={port}"),
            string.Create(CultureInfo.InvariantCulture, $"max_connections={MostConnections}"),
            "listen_addresses=127.0.0.1", "unix_socket_directories=", "ssl=off",
            "shared_buffers=8MB", "dynamic_shared_memory_type=mmap",
            // demo data: nothing needs to survive, nothing should wait for a disk
            "fsync=off", "synchronous_commit=off", "full_page_writes=off", "wal_level=minimal", "max_wal_senders=0", "autovacuum=off",
            // the keeper reads on stderr that the server is ready, in English
            "logging_collector=off", "log_destination=stderr", "lc_messages=C",
        ];
        return settings.SelectMany(setting => new[] { "-c", setting });
    }
}
