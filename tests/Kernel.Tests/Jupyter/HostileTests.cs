using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace HonestAsync.Kernel.Tests;

/// <summary>What strangers on this machine may send to the ports: it costs them the connection, and the kernel nothing.</summary>
[Collection(nameof(RunningKernel))]
public sealed class HostileTests(RunningKernel kernel)
{
    public static readonly TheoryData<string> Ports = ["shell_port", "control_port", "iopub_port", "stdin_port", "hb_port"];

    private readonly TestClient _client = kernel.Client;

    [Theory]
    [MemberData(nameof(Ports))]
    public void RandomBytes_AreDisconnected(string port)
    {
        var random = new Random(1);
        foreach (int length in new[] { 10, 64, 1000, 100_000 })
        {
            var bytes = new byte[length];
            random.NextBytes(bytes);
            // by chance it would be a greeting's first byte
            bytes[0] = 1;

            AssertDisconnected(port, bytes);
        }
        AssertAlive();
    }

    [Theory]
    [MemberData(nameof(Ports))]
    public void Http_IsDisconnected(string port)
    {
        AssertDisconnected(port, Encoding.ASCII.GetBytes("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"));
        AssertAlive();
    }

    [Theory]
    [MemberData(nameof(Ports))]
    public void FrameLargerThanTheLimit_IsDisconnected_BeforeItIsRead(string port)
    {
        // a long frame of 2^40 bytes, then one whose length has the sign bit
        foreach (byte[] header in new[] { new byte[] { 2, 0, 0, 1, 0, 0, 0, 0, 0 }, [2, 255, 255, 255, 255, 255, 255, 255, 255] })
        {
            AssertDisconnectedAfterGreeting(port, header);
        }
        AssertAlive();
    }

    [Theory]
    [MemberData(nameof(Ports))]
    public void CommandLargerThanTheLimit_IsDisconnected(string port)
    {
        AssertDisconnectedAfterGreeting(port, [6, 0, 0, 0, 0, 0, 1, 0, 0]);
        AssertAlive();
    }

    [WholeTheory]
    [MemberData(nameof(Ports))]
    public void MoreFramesThanTheLimit_AreDisconnected(string port)
    {
        AssertDisconnectedAfterGreeting(port, [.. Enumerable.Repeat(new byte[] { 1, 0 }, 300).SelectMany(frame => frame)]);
        AssertAlive();
    }

    [Fact]
    public void WrongKey_IsNotListenedTo()
    {
        var stranger = new MessageCodec("another key"u8.ToArray());
        using var shell = _client.Connect("shell_port", "DEALER", "stranger");

        shell.Send(stranger.Encode(stranger.Create("execute_request", [], new JsonObject { ["code"] = "var stolen = 1;" })));

        AssertIgnored(shell);
        Assert.Equal("error", _client.Run("stolen").Status);
    }

    [Fact]
    public void WithoutSignature_NobodyIsListenedTo()
    {
        using var shell = _client.Connect("shell_port", "DEALER", "stranger");
        var frames = _client.Codec.Encode(_client.Codec.Create("execute_request", [], new JsonObject { ["code"] = "var stolen = 1;" }));
        frames[1] = [];

        shell.Send(frames);

        AssertIgnored(shell);
        Assert.Equal("error", _client.Run("stolen").Status);
    }

    [Fact]
    public void MessageThatCameBefore_IsNotListenedTo()
    {
        _client.Run("var times = 0;");
        var frames = _client.Codec.Encode(_client.Codec.Create("execute_request", [], new JsonObject { ["code"] = "times++;" }));
        _client.Shell.Send(frames);
        Assert.Equal("ok", (string)_client.Receive(_client.Shell).Content["status"]!);

        _client.Shell.Send(frames);

        Assert.Equal("1", _client.Run("times").Value);
    }

    [Theory]
    [InlineData("[]", "{}")]
    [InlineData("{", "{}")]
    [InlineData("{}", "null")]
    [InlineData("{\"msg_type\":5}", "{}")]
    [InlineData("{\"msg_type\":\"execute_request\",\"msg_type\":\"x\"}", "{}")]
    [InlineData("{\"msg_type\":\"execute_request\"}", "{\"code\":[1],\"silent\":\"x\",\"user_expressions\":{\"a\":null}}")]
    [InlineData("{\"msg_type\":\"complete_request\"}", "{\"code\":\"é\",\"cursor_pos\":-5}")]
    [InlineData("{\"msg_type\":\"inspect_request\"}", "{\"code\":\"\",\"cursor_pos\":99999}")]
    [InlineData("{\"msg_type\":\"history_request\"}", "{\"n\":-1,\"hist_access_type\":7}")]
    public void MalformedContent_WithARightSignature_DoesNoHarm(string header, string content)
    {
        byte[][] parts = [.. new[] { header, "{}", "{}", content }.Select(Encoding.UTF8.GetBytes)];
        byte[] signature = Encoding.ASCII.GetBytes(Convert.ToHexStringLower(
            System.Security.Cryptography.HMACSHA256.HashData(Encoding.UTF8.GetBytes(TestClient.Key), parts.SelectMany(part => part).ToArray())));
        using var shell = _client.Connect("shell_port", "DEALER", "clumsy");

        shell.Send(["<IDS|MSG>"u8.ToArray(), signature, .. parts]);

        AssertAlive();
    }

    [Fact]
    public void SecondClient_GetsItsOwnReplies_AndSeesAllOutput()
    {
        using var shell = _client.Connect("shell_port", "DEALER", "second");
        using var iopub = _client.Subscribe("second");

        var mine = _client.Send(_client.Shell, "execute_request", new JsonObject { ["code"] = "var shared = 5;" });
        Assert.Equal("ok", _client.Outputs(mine).Status);
        var theirs = _client.Send(shell, "execute_request", new JsonObject { ["code"] = "shared + 1" });

        Assert.Equal((string)theirs.Header["msg_id"]!, (string)_client.Receive(shell).Parent["msg_id"]!);
        Assert.Equal("6", Shown(_client.Until("execute_result", theirs.Header)));
        _client.Until("execute_input", mine.Header, iopub);
        Assert.Equal("6", Shown(_client.Until("execute_result", theirs.Header, iopub)));

        static string Shown(JupyterMessage result) => (string)result.Content["data"]!["text/plain"]!;
    }

    [Fact]
    public void TwoHundredClients_ThatComeAndGo_LeaveNothingBehind()
    {
        int Threads() => int.Parse(_client.Run("System.Diagnostics.Process.GetCurrentProcess().Threads.Count").Value!);
        int before = Threads();
        for (int i = 0; i < 200; i++)
        {
            using var shell = _client.Connect("shell_port", "DEALER", $"passer-by {i}");
            var asked = _client.Send(shell, "kernel_info_request", []);
            Assert.Equal((string)asked.Header["msg_id"]!, (string)_client.Receive(shell).Parent["msg_id"]!);
        }

        // a connection's thread ends a moment after its peer has gone
        Assert.True(SpinWait.SpinUntil(() => Threads() <= before + 10, TimeSpan.FromSeconds(30)));
    }

    private void AssertAlive()
    {
        _client.Heartbeat.Send([[], "ping"u8.ToArray()]);
        Assert.Equal("ping", Encoding.ASCII.GetString(_client.Heartbeat.Receive()[1]));
        Assert.Equal("7", _client.Run("3 + 4").Value);
    }

    // a kernel that answered would answer the next request after this one
    private void AssertIgnored(ZmtpConnection shell)
    {
        var asked = _client.Send(shell, "kernel_info_request", []);
        Assert.Equal((string)asked.Header["msg_id"]!, (string)_client.Receive(shell).Parent["msg_id"]!);
    }

    private void AssertDisconnected(string port, byte[] bytes)
    {
        using var socket = _client.OpenSocket(port);
        AssertDisconnected(socket, bytes);
    }

    private void AssertDisconnectedAfterGreeting(string port, byte[] bytes)
    {
        using var socket = _client.OpenSocket(port);
        socket.Send(ZmtpGreeting.Own());
        byte[] ready = ZmtpGreeting.Ready("DEALER", []);
        socket.Send([4, (byte)ready.Length, .. ready]);
        AssertDisconnected(socket, bytes);
    }

    private static void AssertDisconnected(Socket socket, byte[] bytes)
    {
        socket.ReceiveTimeout = 30_000;
        try
        {
            socket.Send(bytes);
            var rest = new byte[1000];
            while (socket.Receive(rest) > 0)
            {
                // the kernel's own greeting
            }
        }
        catch (SocketException e)
        {
            Assert.NotEqual(SocketError.TimedOut, e.SocketErrorCode);
            Assert.NotEqual(SocketError.WouldBlock, e.SocketErrorCode);
        }
    }
}
