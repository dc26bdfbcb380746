using System.Net;
using System.Net.Sockets;

namespace HonestAsync.Lab;

/// <summary>A client and its server; the server blocks on a thread of its own. Loopback only.</summary>
internal sealed class EchoConnection : IDisposable
{
    private const int MessageBytes = 64;
    private readonly byte[] _message = new byte[MessageBytes];
    private readonly Socket _client = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly Socket _server;

    public EchoConnection()
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(1);
        _client.Connect(listener.LocalEndPoint!);
        _server = listener.Accept();
        _server.NoDelay = true;
        new Thread(Serve) { IsBackground = true, Name = "echo server" }.Start();
    }

    public void Echo(int rounds)
    {
        for (int i = 0; i < rounds; i++)
        {
            _client.Send(_message);
            for (int got = 0; got < MessageBytes;)
            {
                got += NotEnded(_client.Receive(_message, got, MessageBytes - got, SocketFlags.None));
            }
        }
    }

    public async Task EchoAsync(int rounds)
    {
        for (int i = 0; i < rounds; i++)
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
