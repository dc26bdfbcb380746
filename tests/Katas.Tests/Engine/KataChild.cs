using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace HonestAsync.Katas.Tests;

/// <summary>Runs a compiled kata in a process of its own: it may hang, crash or write without end, and only that process is lost.</summary>
/// <remarks>A child that outlives its limit is killed with its descendants, by its own id. Thread safe.</remarks>
public sealed class KataChild : IDisposable
{
    private const int MostCharacters = 8_000_000;

    private readonly string _folder = Directory.CreateTempSubdirectory("honest-async-katas-").FullName;
    private readonly string _configuration;

    /// <summary>Prepares a temporary folder with the harness and the test runner.</summary>
    public KataChild()
    {
        string[] hidden = ["xunit.abstractions.dll", "Microsoft.Bcl.AsyncInterfaces.dll"];
        foreach (string name in KataCompiler.Companions.Concat(hidden))
        {
            File.Copy(Path.Combine(AppContext.BaseDirectory, name), Path.Combine(_folder, name));
        }
        _configuration = Path.Combine(_folder, "kata.runtimeconfig.json");
        File.WriteAllText(_configuration, """
            { "runtimeOptions": { "tfm": "net10.0", "frameworks": [
              { "name": "Microsoft.NETCore.App", "version": "10.0.0" },
              { "name": "Microsoft.AspNetCore.App", "version": "10.0.0" } ] } }
            """);
    }

    /// <summary>Runs all tests of the image, at most for <paramref name="limit"/> of real time.</summary>
    /// <param name="kata">An image; it may run several times.</param>
    /// <param name="limit">Then the child is killed.</param>
    /// <param name="processors">What the child's runtime takes for the number of processors; null for the machine's.</param>
    public async Task<ChildReport> RunAsync(CompiledKata kata, TimeSpan limit, int? processors = null)
    {
        string path = Path.Combine(_folder, $"{kata.Name}.dll");
        if (!File.Exists(path))
        {
            await File.WriteAllBytesAsync(path, kata.Image ?? throw new InvalidOperationException($"{kata.Name} did not compile."));
        }
        long start = Stopwatch.GetTimestamp();
        using var process = Process.Start(StartInfo(path, processors))!;
        using var ended = new CancellationTokenSource(limit);
        var reader = new RunnerOutput();
        var errors = BeginningAsync(process.StandardError);
        var end = await ReadAsync(process, reader, ended.Token);
        if (!process.HasExited && end != ChildEnd.Reported)
        {
            process.Kill(entireProcessTree: true);
        }
        await process.WaitForExitAsync();
        return new ChildReport(end, reader.Tests, reader.Running, Stopwatch.GetElapsedTime(start), process.ExitCode, await errors);
    }

    /// <summary>Removes the temporary folder.</summary>
    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static async Task<ChildEnd> ReadAsync(Process process, RunnerOutput reader, CancellationToken limit)
    {
        long characters = 0;
        try
        {
            while (await process.StandardOutput.ReadLineAsync(limit) is { } line)
            {
                reader.Take(line);
                if ((characters += line.Length) > MostCharacters)
                {
                    return ChildEnd.Flooded;
                }
            }
            await process.WaitForExitAsync(limit);
        }
        catch (OperationCanceledException)
        {
            return ChildEnd.TimedOut;
        }
        return reader.Finished ? ChildEnd.Reported : ChildEnd.Died;
    }

    /// <summary>The first 4,000 characters; the rest is read too, or the child would block on a full pipe.</summary>
    private static async Task<string> BeginningAsync(StreamReader stream)
    {
        var text = new StringBuilder();
        char[] buffer = new char[4_000];
        while (await stream.ReadAsync(buffer.AsMemory()) is > 0 and int read)
        {
            text.Append(buffer, 0, Math.Min(read, 4_000 - text.Length));
        }
        return text.ToString();
    }

    private ProcessStartInfo StartInfo(string path, int? processors)
    {
        string dotnet = Path.GetFullPath(Path.Combine(
            RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));
        var info = new ProcessStartInfo(dotnet, ["exec", "--runtimeconfig", _configuration, path, "-automated"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = _folder,
        };
        // a run lives for half a second: what optimises for longer lives only costs here
        info.Environment["DOTNET_TieredPGO"] = "0";
        info.Environment["DOTNET_NOLOGO"] = "1";
        if (processors is not null)
        {
            info.Environment["DOTNET_PROCESSOR_COUNT"] = processors.Value.ToString("x");
        }
        return info;
    }
}
