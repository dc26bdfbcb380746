using System.Diagnostics;
using HonestAsync.Processes;
using Spectre.Console;

namespace HonestAsync.Dojo;

/// <summary>Times whole commands, on this clone and on a clean one: minutes.</summary>
internal sealed class CommandBench(ProjectFolder project, IAnsiConsole console)
{
    private const int Edits = 10;
    private static readonly ProcessBound s_unbounded = new(Timeout.InfiniteTimeSpan) { Output = 0, KillsFlood = false };

    // as at a keyboard, also where CI prints the numbers
    private static readonly Dictionary<string, string?> s_learners =
        new(StringComparer.Ordinal) { ["CI"] = null, ["HONEST_ASYNC_PROOF"] = null };

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
        long began = Stopwatch.GetTimestamp();
        try
        {
            var run = await ProcessRun.RunAsync(
                new ProcessStart(program, arguments) { WorkingDirectory = folder, Environment = s_learners },
                s_unbounded, cancellationToken).ConfigureAwait(false);
            string ending = run.ExitCode == 0 ? "" : $" [red](exit code {run.ExitCode})[/]";
            console.MarkupLine($"{Stopwatch.GetElapsedTime(began).TotalSeconds,6:0.0} s  {Markup.Escape(label)}{ending}");
        }
        catch (ProcessStartException error)
        {
            throw new DojoException(error.Message, "Is it on the path?", error);
        }
    }
}
