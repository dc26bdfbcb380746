using System.Buffers.Binary;
using System.Net.Sockets;

namespace HonestAsync.Kernel;

/// <summary>
/// One peer: whole messages in and out. Blocking calls on the caller's thread: the thread pool may be starved by a
/// cell. Any thread may send; one receives.
/// </summary>
internal sealed class ZmtpConnection : IDisposable
{
    private const byte More = 1;
    private const byte Long = 2;
    private const byte Command = 4;
    private const int Chunk = 64 * 1024;

    private readonly Socket _socket;
    private readonly BufferedStream _reading;
    private readonly NetworkStream _stream;
    private readonly ZmtpLimits _limits;
    private readonly Lock _sending = new();

    public ZmtpConnection(Socket socket, ZmtpLimits limits)
    {
        _socket = socket;
        _limits = limits;
        socket.NoDelay = true;
        socket.SendTimeout = (int)limits.Stall.TotalMilliseconds;
        _stream = new NetworkStream(socket, ownsSocket: true);
        _reading = new BufferedStream(_stream, Chunk);
    }

    /// <summary>What a ROUTER addresses it by; chosen by the peer, or empty.</summary>
    public byte[] Identity { get; private set; } = [];

    /// <summary>Greets and is greeted.</summary>
    /// <param name="socketType">Which of ZeroMQ's types this side is.</param>
    /// <param name="ownIdentity">What the other side may address this one by; empty for nothing.</param>
    /// <exception cref="ZmtpException">The peer speaks something else.</exception>
    /// <exception cref="IOException">The peer went away, or took too long.</exception>
    public void Greet(string socketType, byte[] ownIdentity)
    {
        _socket.ReceiveTimeout = (int)_limits.Handshake.TotalMilliseconds;
        _stream.Write(ZmtpGreeting.Own());
        var greeting = new byte[ZmtpGreeting.Length];
        _reading.ReadExactly(greeting, 0, ZmtpGreeting.SignatureLength);
        ZmtpGreeting.CheckSignature(greeting);
        _reading.ReadExactly(greeting, ZmtpGreeting.SignatureLength, ZmtpGreeting.Length - ZmtpGreeting.SignatureLength);
        ZmtpGreeting.Check(greeting);

        var ready = new MemoryStream();
        WriteFrame(ready, Command, ZmtpGreeting.Ready(socketType, ownIdentity));
        _stream.Write(ready.GetBuffer(), 0, (int)ready.Length);
        var (flags, body) = ReadFrame(_limits.CommandBytes);
        if ((flags & Command) == 0)
        {
            throw new ZmtpException("a message before READY");
        }
        Identity = ZmtpGreeting.IdentityOf(body);
        _socket.ReceiveTimeout = 0;
    }

    /// <summary>The next message; commands (3.1 has more of them) are skipped.</summary>
    public List<byte[]> Receive()
    {
        var message = new List<byte[]>();
        var room = _limits.MessageBytes;
        while (true)
        {
            var (flags, body) = ReadFrame(room);
            if ((flags & Command) != 0)
            {
                continue;
            }
            message.Add(body);
            room -= body.Length;
            if ((flags & More) == 0)
            {
                return message;
            }
            if (message.Count == _limits.Frames)
            {
                throw new ZmtpException($"more than {_limits.Frames} frames");
            }
        }
    }

    /// <summary>Sends one message and returns when the system has taken it.</summary>
    /// <exception cref="IOException">The peer went away, or takes nothing.</exception>
    public void Send(IReadOnlyList<byte[]> frames)
    {
        var bytes = new MemoryStream();
        for (var i = 0; i < frames.Count; i++)
        {
            WriteFrame(bytes, i < frames.Count - 1 ? More : (byte)0, frames[i]);
        }
        lock (_sending)
        {
            _stream.Write(bytes.GetBuffer(), 0, (int)bytes.Length);
        }
    }

    public void Dispose() => _stream.Dispose();

    private (byte Flags, byte[] Body) ReadFrame(long room)
    {
        Span<byte> header = stackalloc byte[8];
        _reading.ReadExactly(header[..1]);
        var flags = header[0];
        if ((flags & ~(More | Long | Command)) != 0)
        {
            throw new ZmtpException("unknown flags");
        }
        var size = (flags & Long) == 0 ? 1 : 8;
        _reading.ReadExactly(header[..size]);
        var length = size == 1 ? header[0] : BinaryPrimitives.ReadUInt64BigEndian(header);
        if (length > (ulong)((flags & Command) == 0 ? room : Math.Min(room, _limits.CommandBytes)))
        {
            throw new ZmtpException($"a frame of {length} bytes");
        }
        return (flags, ReadBody((int)length));
    }

    // memory for what has come, not for what was announced
    private byte[] ReadBody(int length)
    {
        var body = new byte[Math.Min(length, Chunk)];
        for (var filled = 0; ;)
        {
            _reading.ReadExactly(body, filled, body.Length - filled);
            filled = body.Length;
            if (filled == length)
            {
                return body;
            }
            Array.Resize(ref body, (int)Math.Min(length, filled * 2L));
        }
    }

    private static void WriteFrame(MemoryStream to, byte flags, byte[] body)
    {
        if (body.Length < 256)
        {
            to.WriteByte(flags);
            to.WriteByte((byte)body.Length);
        }
        else
        {
            to.WriteByte((byte)(flags | Long));
            Span<byte> length = stackalloc byte[8];
            BinaryPrimitives.WriteInt64BigEndian(length, body.Length);
            to.Write(length);
        }
        to.Write(body);
    }
}
