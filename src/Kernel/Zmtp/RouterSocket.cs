using System.Buffers.Binary;
using System.Net;

namespace HonestAsync.Kernel;

/// <summary>ZeroMQ's ROUTER: each message comes with the identity of its peer, and is sent to one.</summary>
/// <param name="endPoint">Where it listens.</param>
/// <param name="limits">Of each peer.</param>
/// <param name="received">Gets identity and message, on the peer's thread.</param>
internal sealed class RouterSocket(IPEndPoint endPoint, ZmtpLimits limits, Action<byte[], List<byte[]>> received)
    : ZmtpSocket("ROUTER", endPoint, limits)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, ZmtpConnection> _peers = new(StringComparer.Ordinal);
    private readonly Dictionary<ZmtpConnection, byte[]> _identities = [];
    private uint _unnamed;

    /// <summary>Sends to one peer; nothing happens if it is gone.</summary>
    public void Send(byte[] identity, IReadOnlyList<byte[]> message)
    {
        ZmtpConnection? peer;
        lock (_gate)
        {
            _peers.TryGetValue(Convert.ToHexString(identity), out peer);
        }
        if (peer is not null)
        {
            TrySend(peer, message);
        }
    }

    // a peer that comes back before its old connection is known to be dead takes its place
    protected override void Joined(ZmtpConnection connection)
    {
        lock (_gate)
        {
            var identity = connection.Identity.Length > 0 ? connection.Identity : NextName();
            _identities[connection] = identity;
            _peers[Convert.ToHexString(identity)] = connection;
        }
    }

    protected override void Received(ZmtpConnection connection, List<byte[]> message)
    {
        byte[] identity;
        lock (_gate)
        {
            identity = _identities[connection];
        }
        received(identity, message);
    }

    protected override void Left(ZmtpConnection connection)
    {
        lock (_gate)
        {
            if (_identities.Remove(connection, out var identity)
                && _peers.GetValueOrDefault(Convert.ToHexString(identity)) == connection)
            {
                _peers.Remove(Convert.ToHexString(identity));
            }
        }
    }

    // identities of peers never begin with zero
    private byte[] NextName()
    {
        var name = new byte[5];
        BinaryPrimitives.WriteUInt32BigEndian(name.AsSpan(1), ++_unnamed);
        return name;
    }
}
