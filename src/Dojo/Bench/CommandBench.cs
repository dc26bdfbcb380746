using System.Diagnostics;
using Spectre.Console;

namespace HonestAsync.Dojo;

/// <summary>Times whole commands, on this clone and on a clean one: minutes.</summary>
internal sealed class CommandBench(ProjectFolder project, IAnsiConsole console)
{
    private const int Edits = 10;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        console.MarkupLine("[bold]whole commands[/]");
        await TimeAsync("dotnet test, warm (at most 45 s)", project.Root, "dotnet", ["test"], cancellationToken).ConfigureAwait(false);
        await TimeAsync("dojo run (at most 60 s for two notebooks)", project.Root, "dotnet",
            ["run", "--project", "src/Dojo", "--", "run"], cancellationToken).ConfigureAwait(false);
        if (Kata.All(project) is [var kata, ..])
        {
            string dojo = Path.Combine(AppContext.BaseDirectory, "dojo.dll");
            await TimeAsync($"dojo check {kata.Name} (at most 2.5 s)", project.Root, "dotnet",
                [dojo, "check", kata.Name], cancellationToken).ConfigureAwait(false);
        }
        await CleanCloneAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task CleanCloneAsync(CancellationToken cancellationToken)
    {
        string folder = Path.Combine(Path.GetTempPath(), $"honest-async-bench-{Guid.NewGuid():N}");
        try
        {
            await TimeAsync("git clone", project.Root, "git", ["clone", "-q", project.Root, folder], cancellationToken).ConfigureAwait(false);
            await TimeAsync("dotnet test, clean clone (at most 180 s)", folder, "dotnet", ["test"], cancellationToken).ConfigureAwait(false);
            if (Kata.All(new ProjectFolder(folder)) is [.., var kata])
            {
                var (test, watch) = await DotnetTestBench.MeasureAsync(kata, Edits, cancellationToken).ConfigureAwait(false);
                Edited("dotnet test", kata, test);
                Edited("dotnet watch test", kata, watch);
            }
        }
        finally
        {
            if (Directory.Exists(folder))
            {
                Disk.TryDeleteFolder(folder);
            }
        }
    }

    private void Edited(string command, Kata kata, TimeSpan? median) => console.WriteLine(median is { } time
        ? $"{time.TotalSeconds,6:0.0} s  {command} after an edit of {kata.Name}, the median of {Edits}"
        : $"     –    {command} after an edit of {kata.Name}: no verdict within {DotnetTestBench.Limit.TotalMinutes:0} minutes");

    private async Task TimeAsync(
        string label, string folder, string program, string[] arguments, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // as somebody at a keyboard runs it, also where CI prints the numbers
        start.Environment.Remove("CI");
        start.Environment.Remove("HONEST_ASYNC_PROOF");
        long began = Stopwatch.GetTimestamp();
        using var process = Process.Start(start) ?? throw new DojoException($"{program} did not start.", "Is it on the path?");
        try
        {
            await Task.WhenAll(process.StandardOutput.ReadToEndAsync(cancellationToken),
                process.StandardError.ReadToEndAsync(cancellationToken)).ConfigureAwait(false);
            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
        string ending = process.ExitCode == 0 ? "" : $" [red](exit code {process.ExitCode})[/]";
        console.MarkupLine($"{Stopwatch.GetElapsedTime(began).TotalSeconds,6:0.0} s  {Markup.Escape(label)}{ending}");
    }
}
