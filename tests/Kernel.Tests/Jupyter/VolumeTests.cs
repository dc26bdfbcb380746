using System.Text.Json.Nodes;

namespace HonestAsync.Kernel.Tests;

/// <summary>Nothing is lost, however much, however fast, however many.</summary>
[Collection(nameof(RunningKernel))]
public sealed class VolumeTests(RunningKernel kernel)
{
    private readonly TestClient _client = kernel.Client;

    [Fact]
    public void TwentyThousandLines_AllArriveInOrder()
    {
        var answer = _client.Run("for (int i = 0; i < 20_000; i++) { Console.WriteLine(i); }");

        Assert.Equal(Enumerable.Range(0, 20_000).Select(n => n.ToString()), answer.Text().TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public void TwoHundredWritersAtOnce_LoseAndTearNothing()
    {
        var answer = _client.Run(
            """
            var writers = Enumerable.Range(0, 200).Select(w => new System.Threading.Thread(() =>
            {
                for (int i = 0; i < 100; i++) { Console.WriteLine($"<{w}:{i}>"); }
            })).ToList();
            writers.ForEach(writer => writer.Start());
            writers.ForEach(writer => writer.Join());
            """);

        var lines = answer.Text().TrimEnd('\n').Split('\n');
        Assert.Equal(20_000, lines.Length);
        Assert.Equal(20_000, lines.Distinct().Count());
        Assert.All(lines, line => Assert.Matches("^<[0-9]+:[0-9]+>$", line));
    }

    [WholeFact]
    public void ThirtyMegabytes_AllArrive_AndTheMemoryComesBack()
    {
        // a kernel that has no other history
        using var client = TestClient.Start();
        // the first round is the warm-up of what reads the memory, too
        client.Run(ThirtyMegabytes);
        long before = LiveBytes(client);

        var answer = client.Run(ThirtyMegabytes);

        Assert.Equal(30_000_000, answer.Text().Length);
        Assert.InRange(LiveBytes(client), 0, before * 1.1);
    }

    [WholeFact]
    public void ClientThatReadsNoOutput_HoldsNobodyUpForEver()
    {
        using var client = TestClient.Start();
        client.Send(client.Shell, "execute_request", new JsonObject
        {
            ["code"] = "for (int i = 0; i < 1000; i++) { Console.WriteLine(new string('x', 100_000)); }",
        });

        Assert.Equal("ok", (string)client.Receive(client.Shell).Content["status"]!);
        Assert.False(client.Process.HasExited);
    }

    [Fact]
    public void SilentConnections_DoNotKeepOthersOut()
    {
        var silent = Enumerable.Range(0, 100).Select(_ => _client.OpenSocket("shell_port")).ToList();
        try
        {
            Assert.Equal("7", _client.Run("3 + 4").Value);
        }
        finally
        {
            silent.ForEach(socket => socket.Dispose());
        }
        // as soon as the kernel has seen them go, there is room again
        Assert.True(SpinWait.SpinUntil(CanConnect, TimeSpan.FromSeconds(30)));

        bool CanConnect()
        {
            try
            {
                _client.Connect("shell_port", "DEALER", "late").Dispose();
                return true;
            }
            catch (IOException)
            {
                return false;
            }
        }
    }

    private const string ThirtyMegabytes =
        "var line = new string('x', 999) + \"\\n\"; for (int i = 0; i < 30_000; i++) { Console.Write(line); }";

    private static long LiveBytes(TestClient client) => long.Parse(client.Run(
        "GC.Collect(); GC.WaitForPendingFinalizers(); GC.Collect(); GC.GetTotalMemory(true)").Value!);
}
