using System.Diagnostics;

namespace HonestAsync.Dojo;

/// <summary>A language runtime that notebooks use where it is installed.</summary>
/// <param name="Name">As people write it.</param>
/// <param name="Magic">The first line of a cell that it runs.</param>
/// <param name="Programs">Its names on the path, the preferred one first.</param>
internal sealed record OtherRuntime(string Name, string Magic, IReadOnlyList<string> Programs)
{
    // a shim of a version manager may take seconds on a busy machine
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(20);

    public static IReadOnlyList<OtherRuntime> All { get; } =
    [
        new("Node", "#!node", ["node", "nodejs", "node.exe"]),
        new("Python", "#!python", ["python3", "python", "python.exe"]),
    ];

    /// <summary>Asks the program itself.</summary>
    /// <returns>Null where it is not installed, or does not answer.</returns>
    public async Task<string?> VersionAsync(string? path, CancellationToken cancellationToken)
    {
        if (Dojo.Programs.Find(Programs, path) is not { } program)
        {
            return null;
        }
        var start = new ProcessStartInfo(program, ["--version"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(s_limit);
        Process? process = null;
        try
        {
            process = Process.Start(start)!;
            string answer = await process.StandardOutput.ReadToEndAsync(limit.Token).ConfigureAwait(false);
            await process.WaitForExitAsync(limit.Token).ConfigureAwait(false);
            return process.ExitCode == 0
                ? answer.Trim().Split(' ')[^1].TrimStart('v') is { Length: > 0 } version ? version : null
                : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
        finally
        {
            if (process is { HasExited: false })
            {
                process.Kill(entireProcessTree: true);
            }
            process?.Dispose();
        }
    }
}
