using System.Collections.Concurrent;
using System.Net;

namespace HonestAsync.Kernel;

/// <summary>
/// ZeroMQ's PUB, but lossless: a slow subscriber slows the sender; one that takes nothing at all for the stall
/// time is disconnected. One thread sends.
/// </summary>
internal sealed class PubSocket(IPEndPoint endPoint, ZmtpLimits limits) : ZmtpSocket("PUB", endPoint, limits)
{
    private const int Topics = 64;

    private readonly ConcurrentDictionary<ZmtpConnection, List<byte[]>> _subscribers = new();

    /// <summary>To each peer that has subscribed to what the first frame begins with.</summary>
    public void Send(IReadOnlyList<byte[]> message)
    {
        foreach (var (connection, topics) in _subscribers)
        {
            bool wanted;
            lock (topics)
            {
                wanted = topics.Exists(topic => message[0].AsSpan().StartsWith(topic));
            }
            if (wanted)
            {
                TrySend(connection, message);
            }
        }
    }

    protected override void Joined(ZmtpConnection connection) => _subscribers[connection] = [];

    protected override void Left(ZmtpConnection connection) => _subscribers.TryRemove(connection, out _);

    // 1 subscribes, 0 ends it; the rest is the topic
    protected override void Received(ZmtpConnection connection, List<byte[]> message)
    {
        if (message[0] is not [var kind and (0 or 1), .. var topic] || !_subscribers.TryGetValue(connection, out var topics))
        {
            return;
        }
        lock (topics)
        {
            if (kind == 0)
            {
                topics.RemoveAll(known => known.AsSpan().SequenceEqual(topic));
                return;
            }
            if (topics.Count == Topics)
            {
                throw new ZmtpException($"more than {Topics} subscriptions");
            }
            topics.Add(topic);
        }
    }
}
