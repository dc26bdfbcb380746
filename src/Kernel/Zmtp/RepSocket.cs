using System.Net;

namespace HonestAsync.Kernel;

/// <summary>ZeroMQ's REP in its simplest use: answers each message with itself.</summary>
internal sealed class RepSocket(IPEndPoint endPoint, ZmtpLimits limits) : ZmtpSocket("REP", endPoint, limits)
{
    /// <inheritdoc/>
    protected override void Received(ZmtpConnection connection, List<byte[]> message) => TrySend(connection, message);
}
