using System.ComponentModel;
using System.Diagnostics;

namespace HonestAsync.Lab;

/// <summary>What 100 increments left in another runtime.</summary>
/// <param name="Runtime">Its name and version.</param>
/// <param name="WithAwait">With one await between reading and writing.</param>
/// <param name="WithoutAwait">With that await before the reading.</param>
public sealed record PeerResult(string Runtime, int WithAwait, int WithoutAwait);

/// <summary>The 100 increments of notebook 16 in the runtimes that the articles write about.</summary>
public static class PeerRace
{
    // against a hang only: who is late on a busy machine would be called not installed
    private static readonly TimeSpan s_bound = TimeSpan.FromSeconds(50);

    private const string Asyncio = """
        import asyncio, platform
        async def run(middle):
            balance = 0
            async def deposit():
                nonlocal balance
                if not middle: await asyncio.sleep(0)
                seen = balance
                if middle: await asyncio.sleep(0)
                balance = seen + 1
            await asyncio.gather(*(deposit() for _ in range(100)))
            return balance
        version = platform.python_version().rsplit(".", 1)[0]
        print("Python", version, asyncio.run(run(True)), asyncio.run(run(False)))
        """;

    private const string Node = """
        async function run(middle) {
          let balance = 0;
          await Promise.all(Array.from({ length: 100 }, async () => {
            if (!middle) await null;
            const seen = balance;
            if (middle) await null;
            balance = seen + 1;
          }));
          return balance;
        }
        const version = process.versions.node.split(".")[0];
        run(true).then(a => run(false).then(b => console.log("Node", version, a, b)));
        """;

    /// <summary>On Python's asyncio; null where there is no Python 3, or no answer within 50 s.</summary>
    public static Task<PeerResult?> OnAsyncioAsync() => RunAsync("python3", ["-c", Asyncio]);

    /// <summary>On Node; null where there is none, or no answer within 50 s.</summary>
    public static Task<PeerResult?> OnNodeAsync() => RunAsync("node", ["-e", Node]);

    private static async Task<PeerResult?> RunAsync(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        using var bound = new CancellationTokenSource(s_bound, TimeProvider.System);
        try
        {
            using var process = Process.Start(start);
            if (process is null)
            {
                return null;
            }
            try
            {
                string text = await process.StandardOutput.ReadToEndAsync(bound.Token);
                await process.WaitForExitAsync(bound.Token);
                return Parse(text);
            }
            finally
            {
                process.Kill(entireProcessTree: true);
            }
        }
        catch (Exception error) when (error is Win32Exception or OperationCanceledException)
        {
            return null;
        }
    }

    internal static PeerResult? Parse(string text) =>
        text.Split(' ', StringSplitOptions.TrimEntries) is [var name, var version, var with, var without]
        && int.TryParse(with, out int withAwait) && int.TryParse(without, out int withoutAwait)
            ? new PeerResult($"{name} {version}", withAwait, withoutAwait)
            : null;
}
