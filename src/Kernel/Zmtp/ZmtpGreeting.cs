using System.Buffers.Binary;
using System.Text;

namespace HonestAsync.Kernel;

/// <summary>
/// How a ZMTP 3.0 connection begins (rfc.zeromq.org/spec/23): 64 bytes from each side with version and security
/// mechanism, here NULL, then a READY command with socket type and identity.
/// </summary>
internal static class ZmtpGreeting
{
    public const int SignatureLength = 10;
    public const int Length = 64;

    private const int Major = 10;
    private const int Mechanism = 12;
    private const int MechanismLength = 20;

    /// <summary>Version 3.0: a 3.1 peer then falls back, and sends subscriptions as messages.</summary>
    public static byte[] Own()
    {
        var greeting = new byte[Length];
        greeting[0] = 0xff;
        greeting[SignatureLength - 1] = 0x7f;
        greeting[Major] = 3;
        "NULL"u8.CopyTo(greeting.AsSpan(Mechanism));
        return greeting;
    }

    /// <exception cref="ZmtpException">The first ten bytes are of another protocol.</exception>
    public static void CheckSignature(ReadOnlySpan<byte> signature)
    {
        if (signature[0] != 0xff || signature[SignatureLength - 1] != 0x7f)
        {
            throw new ZmtpException("not ZMTP");
        }
    }

    /// <exception cref="ZmtpException">An older version, or a security mechanism.</exception>
    public static void Check(ReadOnlySpan<byte> greeting)
    {
        if (greeting[Major] < 3)
        {
            throw new ZmtpException($"ZMTP {greeting[Major]}");
        }
        var name = greeting.Slice(Mechanism, MechanismLength).TrimEnd((byte)0);
        if (!name.SequenceEqual("NULL"u8))
        {
            throw new ZmtpException("a security mechanism other than NULL");
        }
    }

    /// <summary>The body of the command that names the type of this socket, and its identity.</summary>
    public static byte[] Ready(string socketType, byte[] identity)
    {
        var body = new MemoryStream();
        body.WriteByte(5);
        body.Write("READY"u8);
        AddProperty(body, "Socket-Type", Encoding.ASCII.GetBytes(socketType));
        AddProperty(body, "Identity", identity);
        return body.ToArray();
    }

    /// <summary>The identity that a peer has chosen; empty if it has none.</summary>
    /// <exception cref="ZmtpException">The command is another one, or torn.</exception>
    public static byte[] IdentityOf(ReadOnlySpan<byte> ready)
    {
        if (!ready.StartsWith("\u0005READY"u8))
        {
            throw new ZmtpException("a command other than READY");
        }
        byte[] identity = [];
        for (ready = ready[6..]; ready.Length > 0;)
        {
            var name = Take(ref ready, Take(ref ready, 1)[0]);
            var value = Take(ref ready, BinaryPrimitives.ReadUInt32BigEndian(Take(ref ready, 4)));
            if (Encoding.ASCII.GetString(name).Equals("Identity", StringComparison.OrdinalIgnoreCase))
            {
                identity = value.ToArray();
            }
        }
        return identity;
    }

    private static void AddProperty(MemoryStream body, string name, byte[] value)
    {
        body.WriteByte((byte)name.Length);
        body.Write(Encoding.ASCII.GetBytes(name));
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, value.Length);
        body.Write(length);
        body.Write(value);
    }

    private static ReadOnlySpan<byte> Take(ref ReadOnlySpan<byte> rest, long count)
    {
        if (count > rest.Length)
        {
            throw new ZmtpException("a torn READY");
        }
        var taken = rest[..(int)count];
        rest = rest[(int)count..];
        return taken;
    }
}
