using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace HonestAsync.Kernel.Tests;

public sealed class SocketTests
{
    private static readonly ZmtpLimits s_limits = new() { MessageBytes = 200_000, Connections = 2 };

    [Fact]
    public void Messages_OfAnyShape_ComeBackAsTheyWere()
    {
        using var rep = new RepSocket(new IPEndPoint(IPAddress.Loopback, 0), s_limits);
        rep.Start();
        using var client = Connect(rep, "REQ");
        foreach (int length in new[] { 0, 1, 255, 256, 65_535, 65_536, 150_000 })
        {
            var body = new byte[length];
            new Random(length).NextBytes(body);

            client.Send([[], body, [7]]);

            Assert.Equal([[], body, [7]], client.Receive());
        }
    }

    [Fact]
    public void Router_AnswersEachPeerByItsIdentity_AndNobodyWhoIsGone()
    {
        var received = new BlockingCollection<(byte[] Peer, string Text)>();
        using var router = new RouterSocket(new IPEndPoint(IPAddress.Loopback, 0), s_limits,
            (peer, message) => received.Add((peer, Encoding.ASCII.GetString(message[0]))));
        router.Start();
        using var named = Connect(router, "DEALER", "ada");
        using var unnamed = Connect(router, "DEALER");

        named.Send(["from ada"u8.ToArray()]);
        var first = received.Take(TestContext.Current.CancellationToken);
        unnamed.Send(["from the unnamed"u8.ToArray()]);
        var second = received.Take(TestContext.Current.CancellationToken);

        Assert.Equal("ada", Encoding.ASCII.GetString(first.Peer));
        Assert.Equal(0, second.Peer[0]);
        router.Send("unknown"u8.ToArray(), ["lost"u8.ToArray()]);
        router.Send(second.Peer, ["to the unnamed"u8.ToArray()]);
        router.Send(first.Peer, ["to ada"u8.ToArray()]);
        Assert.Equal("to ada", Encoding.ASCII.GetString(named.Receive()[0]));
        Assert.Equal("to the unnamed", Encoding.ASCII.GetString(unnamed.Receive()[0]));
    }

    [Fact]
    public void Publisher_SendsOnlyWhatWasSubscribedTo()
    {
        using var pub = new PubSocket(new IPEndPoint(IPAddress.Loopback, 0), s_limits);
        pub.Start();
        using var client = Connect(pub, "SUB");
        client.Send([[1, (byte)'b']]);
        using var ended = new CancellationTokenSource();
        // a subscription has no answer: sent again and again until it counts
        var sending = Task.Run(() =>
        {
            while (!ended.IsCancellationRequested)
            {
                pub.Send(["a"u8.ToArray()]);
                pub.Send(["bc"u8.ToArray()]);
                Thread.Yield();
            }
        }, TestContext.Current.CancellationToken);

        for (int i = 0; i < 3; i++)
        {
            Assert.Equal("bc", Encoding.ASCII.GetString(client.Receive()[0]));
        }
        ended.Cancel();
    }

    [Fact]
    public void ConnectionsBeyondTheLimit_AreClosed()
    {
        using var rep = new RepSocket(new IPEndPoint(IPAddress.Loopback, 0), s_limits);
        rep.Start();
        using var one = Connect(rep, "REQ");
        using var two = Connect(rep, "REQ");

        Assert.ThrowsAny<IOException>(() => Connect(rep, "REQ").Dispose());
        Assert.Equal(2, rep.ConnectionCount);
    }

    private static ZmtpConnection Connect(ZmtpSocket to, string type, string identity = "")
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Connect(IPAddress.Loopback, to.Port);
        var connection = new ZmtpConnection(socket, new ZmtpLimits());
        connection.Greet(type, Encoding.ASCII.GetBytes(identity));
        socket.ReceiveTimeout = 60_000;
        return connection;
    }
}
