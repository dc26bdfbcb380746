using System.Diagnostics;

namespace HonestAsync.Dojo.Tests;

/// <summary>Runs one of the scripts that sit at a terminal; without Python, or on Windows, its test is skipped.</summary>
internal static class Python
{
    private static readonly TimeSpan s_bound = TimeSpan.FromMinutes(30);

    private static readonly string? s_python = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, "python3")).FirstOrDefault(File.Exists);

    /// <summary>The command that the scripts start: the tool as it was built with the tests.</summary>
    public static IReadOnlyList<string> Dojo { get; } = ["dotnet", Path.Combine(AppContext.BaseDirectory, "dojo.dll")];

    /// <summary>What it printed; a script that fails fails the test with its last words.</summary>
    public static async Task<string> RunAsync(string script, params IEnumerable<string> arguments)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no pseudo-terminals as these");
        if (s_python is null && Environment.GetEnvironmentVariable("CI") is "true")
        {
            Assert.Fail("Under CI nothing is skipped: python3 is not on the path");
        }
        Assert.SkipWhen(s_python is null, "python3 is not on the path");
        using var process = Process.Start(new ProcessStartInfo(s_python!, ["-B", Script(script), .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        try
        {
            using var bound = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            bound.CancelAfter(s_bound);
            var error = process.StandardError.ReadToEndAsync(bound.Token);
            string output = await process.StandardOutput.ReadToEndAsync(bound.Token);
            await process.WaitForExitAsync(bound.Token);
            Assert.True(process.ExitCode == 0, $"{script} ended with {process.ExitCode}:\n{output}\n{await error}");
            return output.ReplaceLineEndings("\n");
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    private static string Script(string name)
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            string path = Path.Combine(at.FullName, "Learning", "Watching", name);
            if (File.Exists(path))
            {
                return path;
            }
        }
        throw new FileNotFoundException($"No Learning/Watching/{name} above the tests' output folder.");
    }
}
