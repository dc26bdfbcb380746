using System.Diagnostics;
using System.Text.Json.Nodes;

namespace HonestAsync.Kernel.Tests;

public sealed class EndTests : IDisposable
{
    private static readonly TimeSpan s_watchdog = TimeSpan.FromSeconds(60);

    private readonly TestClient _client = TestClient.Start();

    [Fact]
    public void Shutdown_IsAnswered_AlsoWhileACellRuns_AndTheProcessEnds() => Shutdown(restart: true);

    [WholeFact]
    public void Shutdown_WithoutRestart_IsTheSame() => Shutdown(restart: false);

    [WholeFact]
    public void Shutdown_EndsWhatCellsHaveStarted()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "a process group is Unix's");
        int started = int.Parse(_client.Run("System.Diagnostics.Process.Start(\"sleep\", \"600\").Id").Value!);

        _client.Ask(_client.Control, "shutdown_request", []);

        Assert.True(_client.Process.WaitForExit(s_watchdog));
        AssertEnds(started);
    }

    [WholeFact]
    public void KernelWhoseParentIsKilled_EndsByItself()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there a client passes a handle of its process");
        string file = Path.Combine(Path.GetTempPath(), $"kernel-test-{Guid.NewGuid():N}.json");
        File.WriteAllText(file, TestClient.FreePorts().ToJsonString());
        string kernel = Path.Combine(AppContext.BaseDirectory, "Kernel.dll");
        using var parent = Process.Start(new ProcessStartInfo("sh", ["-c", $"JPY_PARENT_PID=$$ dotnet '{kernel}' jupyter '{file}' & echo $!; wait"])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;
        int child = int.Parse(parent.StandardOutput.ReadLine()!);

        parent.Kill();

        AssertEnds(child);
        File.Delete(file);
    }

    public void Dispose() => _client.Dispose();

    private void Shutdown(bool restart)
    {
        var cell = _client.Send(_client.Shell, "execute_request", new JsonObject { ["code"] = "while (true) { }" });
        _client.Until("execute_input", cell.Header);

        var reply = _client.Ask(_client.Control, "shutdown_request", new JsonObject { ["restart"] = restart });

        Assert.Equal(restart, (bool)reply.Content["restart"]!);
        Assert.True(_client.Process.WaitForExit(s_watchdog));
        Assert.Equal(0, _client.Process.ExitCode);
    }

    private static void AssertEnds(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            Assert.True(process.WaitForExit(s_watchdog), $"process {processId} is still there");
        }
        catch (ArgumentException)
        {
            // gone already
        }
    }
}
