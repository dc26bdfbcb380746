using System.Net;
using System.Net.Sockets;

namespace HonestAsync.Kernel;

/// <summary>
/// A listening socket of ZeroMQ's kind: any number of peers, each with a thread of its own that receives. A peer
/// that breaks the protocol loses its connection; other peers notice nothing.
/// </summary>
internal abstract class ZmtpSocket : IDisposable
{
    private readonly string _type;
    private readonly ZmtpLimits _limits;
    private readonly TcpListener _listener;
    private readonly HashSet<ZmtpConnection> _connections = [];
    private readonly Lock _gate = new();

    /// <summary>Listens at once; peers are served from <see cref="Start"/> on.</summary>
    /// <exception cref="SocketException">The port is in use.</exception>
    protected ZmtpSocket(string type, IPEndPoint endPoint, ZmtpLimits limits)
    {
        _type = type;
        _limits = limits;
        _listener = new TcpListener(endPoint);
        _listener.Start(backlog: 256);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>The number of peers now, including those that still greet.</summary>
    public int ConnectionCount
    {
        get
        {
            lock (_gate)
            {
                return _connections.Count;
            }
        }
    }

    public void Start() =>
        new Thread(Accept) { IsBackground = true, Name = $"{_type} {Port}" }.UnsafeStart();

    public void Dispose()
    {
        _listener.Stop();
        lock (_gate)
        {
            foreach (var connection in _connections)
            {
                connection.Dispose();
            }
        }
    }

    /// <summary>A peer has greeted; on its thread.</summary>
    protected virtual void Joined(ZmtpConnection connection)
    {
    }

    /// <summary>A message has come; on its peer's thread, which receives nothing until this returns.</summary>
    protected abstract void Received(ZmtpConnection connection, List<byte[]> message);

    /// <summary>A peer that had joined is gone.</summary>
    protected virtual void Left(ZmtpConnection connection)
    {
    }

    /// <summary>Sends, and drops a peer that does not take it.</summary>
    protected static void TrySend(ZmtpConnection connection, IReadOnlyList<byte[]> message)
    {
        try
        {
            connection.Send(message);
        }
        catch (Exception e) when (IsPeersFault(e))
        {
            // half a message may be on its way: the connection is of no more use; its thread sees the end
            connection.Dispose();
        }
    }

    private static bool IsPeersFault(Exception e) =>
        e is IOException or SocketException or ObjectDisposedException or ZmtpException;

    private void Accept()
    {
        while (true)
        {
            Socket socket;
            try
            {
                socket = _listener.AcceptSocket();
            }
            catch (Exception e) when (e is SocketException { SocketErrorCode: SocketError.TooManyOpenSockets or
                SocketError.ConnectionReset or SocketError.ConnectionAborted })
            {
                continue;
            }
            catch (Exception e) when (IsPeersFault(e) || e is InvalidOperationException)
            {
                // stopped
                return;
            }
            Admit(socket);
        }
    }

    private void Admit(Socket socket)
    {
        var connection = new ZmtpConnection(socket, _limits);
        lock (_gate)
        {
            if (_connections.Count < _limits.Connections && _connections.Add(connection))
            {
                new Thread(() => Serve(connection), maxStackSize: 512 * 1024)
                {
                    IsBackground = true,
                    Name = $"{_type} peer",
                }.UnsafeStart();
                return;
            }
        }
        connection.Dispose();
    }

    private void Serve(ZmtpConnection connection)
    {
        var joined = false;
        try
        {
            connection.Greet(_type, []);
            Joined(connection);
            joined = true;
            while (true)
            {
                Received(connection, connection.Receive());
            }
        }
        catch (Exception e) when (IsPeersFault(e))
        {
            // gone, or it breaks the protocol
        }
        finally
        {
            if (joined)
            {
                Left(connection);
            }
            lock (_gate)
            {
                _connections.Remove(connection);
            }
            connection.Dispose();
        }
    }
}
