using System.Net;
using System.Net.Sockets;

namespace HonestAsync.Lab;

/// <summary>One message to an echo server on this machine and back: blocking against awaited.</summary>
public static class LoopbackEcho
{
    private const int ConnectionsAWay = 8;
    private const int RoundsAHalf = 2;
    private const int MessageBytes = 64;

    /// <summary>Time of an awaited round trip divided by the time of a blocking one, as interleaved pairs. Real time.</summary>
    /// <remarks>
    /// Each way has connections of its own: a socket that has awaited once no longer blocks natively. It takes
    /// them in turn, because the cores on which a server's thread and its client happen to sit weigh more than
    /// the way of waiting. What the scheduler does to the whole process for a while, no interval of one run shows.
    /// </remarks>
    public static Ratio Measure(int pairs)
    {
        Connection[] awaited = [.. Enumerable.Range(0, ConnectionsAWay).Select(_ => new Connection())];
        Connection[] blocking = [.. Enumerable.Range(0, ConnectionsAWay).Select(_ => new Connection())];
        try
        {
            var (a, b) = (0, 0);
            return InterleavedPairs.Measure(
                pairs,
                () => awaited[a++ % ConnectionsAWay].EchoAsync().GetAwaiter().GetResult(),
                () => blocking[b++ % ConnectionsAWay].Echo());
        }
        finally
        {
            foreach (var connection in awaited.Concat(blocking))
            {
                connection.Dispose();
            }
        }
    }

    /// <summary>A client and its server; the server blocks on a thread of its own in both cases.</summary>
    private sealed class Connection : IDisposable
    {
        private readonly byte[] _message = new byte[MessageBytes];
        private readonly Socket _client = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        private readonly Socket _server;

        public Connection()
        {
            using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            listener.Listen(1);
            _client.Connect(listener.LocalEndPoint!);
            _server = listener.Accept();
            _server.NoDelay = true;
            new Thread(Serve) { IsBackground = true, Name = "echo server" }.Start();
        }

        public void Echo()
        {
            for (int i = 0; i < RoundsAHalf; i++)
            {
                _client.Send(_message);
                for (int got = 0; got < MessageBytes;)
                {
                    got += NotEnded(_client.Receive(_message, got, MessageBytes - got, SocketFlags.None));
                }
            }
        }

        public async Task EchoAsync()
        {
            for (int i = 0; i < RoundsAHalf; i++)
            {
                await _client.SendAsync(_message).ConfigureAwait(false);
                for (int got = 0; got < MessageBytes;)
                {
                    got += NotEnded(await _client.ReceiveAsync(_message.AsMemory(got)).ConfigureAwait(false));
                }
            }
        }

        public void Dispose()
        {
            _client.Dispose();
            _server.Dispose();
        }

        private static int NotEnded(int bytes) => bytes > 0 ? bytes : throw new IOException("The echo server hung up.");

        private void Serve()
        {
            byte[] buffer = new byte[MessageBytes];
            try
            {
                while (_server.Receive(buffer) is > 0 and var got)
                {
                    _server.Send(buffer, got, SocketFlags.None);
                }
            }
            catch (Exception error) when (error is SocketException or ObjectDisposedException)
            {
                // the client has gone: so may the server
            }
        }
    }
}
