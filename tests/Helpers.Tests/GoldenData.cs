using System.Diagnostics;

namespace HonestAsync.Helpers.Tests;

/// <summary>
/// Values of an independent tool, line by line; the file's header names the tool, its version and the command.
/// </summary>
internal static class GoldenData
{
    private static readonly TimeSpan s_bound = TimeSpan.FromMinutes(2);

    /// <summary>The fields behind the first word of every line that starts with it.</summary>
    public static IEnumerable<string[]> Lines(string folder, string file, string word) =>
        File.ReadLines(Path.Combine(Folder(folder), file)).Select(line => line.Split(' '))
            .Where(fields => fields[0] == word).Select(fields => fields[1..]);

    public static double Number(string text) => double.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Runs the file's tool again and compares, header aside; skips where the tool is missing or it is not CI.</summary>
    public static async Task CheckRegeneratedAsync(string folder, string file, string tool, string probe, string command)
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") is "true", "Tools are run again under CI only.");
        Assert.SkipUnless(await RunAsync(folder, tool, probe) is { ExitCode: 0 }, $"No {tool} that can run '{probe}' here.");
        var (exitCode, output) = await RunAsync(folder, tool, command) ?? throw new UnreachableException();

        Assert.Equal(0, exitCode);
        Assert.Equal(Values(await File.ReadAllLinesAsync(Path.Combine(Folder(folder), file))), Values(output.Split('\n')));
    }

    private static string[] Values(string[] lines) =>
        [.. lines.Select(line => line.TrimEnd()).Where(line => line.Length > 0 && line[0] != '#')];

    private static async Task<(int ExitCode, string Output)?> RunAsync(string folder, string tool, string arguments)
    {
        if (!File.Exists(tool))
        {
            return null;
        }
        using var bound = new CancellationTokenSource(s_bound);
        using var process = Process.Start(new ProcessStartInfo(tool, arguments)
        {
            WorkingDirectory = Folder(folder), UseShellExecute = false,
            RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        try
        {
            var errors = process.StandardError.ReadToEndAsync(bound.Token);
            string output = await process.StandardOutput.ReadToEndAsync(bound.Token);
            await errors;
            await process.WaitForExitAsync(bound.Token);
            return (process.ExitCode, output);
        }
        catch (OperationCanceledException tooLong)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{tool} {arguments} did not end within {s_bound.TotalMinutes} minutes.", tooLong);
        }
    }

    private static string Folder(string folder)
    {
        // from the output folder up to the project, as the charts' golden files are found
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            string golden = Path.Combine(at.FullName, folder, "golden");
            if (Directory.Exists(golden))
            {
                return golden;
            }
        }
        throw new DirectoryNotFoundException($"No folder {folder}/golden above the tests' output folder.");
    }
}
