using System.Diagnostics;

namespace HonestAsync.Dojo.Tests;

/// <summary>The tool as a process of its own in a small clone.</summary>
internal static class Tool
{
    private static readonly TimeSpan s_bound = TimeSpan.FromMinutes(2);

    private static string File => Path.Combine(AppContext.BaseDirectory, "dojo.dll");

    /// <summary>Runs it to its end.</summary>
    public static async Task<(int Code, string Output, string Error)> RunAsync(
        FakeClone clone, string words, params (string Name, string? Value)[] environment)
    {
        using var process = Start(clone, words, environment);
        return await EndAsync(process);
    }

    /// <summary>Runs a line of the shell, in which <c>dojo</c> is the tool.</summary>
    public static async Task<(int Code, string Output, string Error)> ShellAsync(FakeClone clone, string line)
    {
        using var shell = StartShell(clone, line);
        return await EndAsync(shell);
    }

    /// <summary>Starts it.</summary>
    public static Process Start(FakeClone clone, string words, params (string Name, string? Value)[] environment)
    {
        var start = Info(clone, "dotnet", [File, .. words.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }
        return Process.Start(start)!;
    }

    /// <summary>Starts a line of the shell, as <see cref="ShellAsync"/> does; its input is the test's.</summary>
    public static Process StartShell(FakeClone clone, string line)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "descriptors are closed, and devices opened, by a Unix shell");
        var start = Info(clone, "sh", ["-c", line.Replace("dojo", "dotnet \"$DOJO\"", StringComparison.Ordinal)]);
        start.Environment["DOJO"] = File;
        start.RedirectStandardInput = true;
        return Process.Start(start)!;
    }

    /// <summary>Waits for its end; a hang fails the test.</summary>
    public static async Task<(int Code, string Output, string Error)> EndAsync(Process process)
    {
        using var bound = new CancellationTokenSource(s_bound);
        var output = process.StandardOutput.ReadToEndAsync(bound.Token);
        var error = process.StandardError.ReadToEndAsync(bound.Token);
        await process.WaitForExitAsync(bound.Token);
        return (process.ExitCode, await output, await error);
    }

    private static ProcessStartInfo Info(FakeClone clone, string program, string[] words) => new(program, words)
    {
        WorkingDirectory = clone.Root,
        UseShellExecute = false,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    };
}
