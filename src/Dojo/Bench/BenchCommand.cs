using Spectre.Console;

namespace HonestAsync.Dojo;

/// <summary>Measures the tool itself, with the environment line; it shows and decides nothing.</summary>
internal sealed class BenchCommand(ProjectFolder project, IAnsiConsole console)
{
    /// <summary>What can be measured; the last takes minutes and is measured only by name.</summary>
    public static IReadOnlyList<string> Parts { get; } = ["kernel", "explorer", "load", "katas", "watch", "commands"];

    /// <param name="parts">Some of <see cref="Parts"/>; none for all but the last.</param>
    /// <param name="cancellationToken">Ends the measurement and its processes.</param>
    public async Task<int> RunAsync(IReadOnlyList<string> parts, CancellationToken cancellationToken)
    {
        var asked = parts.Count > 0 ? parts : Parts.SkipLast(1);
        var harness = new HarnessBench(project, console);
        var katas = new KataBench(project, console);
        await harness.EnvironmentAsync(cancellationToken).ConfigureAwait(false);
        foreach (string part in Parts.Where(asked.Contains))
        {
            await (part switch
            {
                "kernel" => harness.KernelAsync(cancellationToken),
                "explorer" => harness.ExplorerAsync(cancellationToken),
                "load" => harness.LoadAsync(cancellationToken),
                "katas" => katas.EngineAsync(cancellationToken),
                "watch" => katas.WatchAsync(cancellationToken),
                _ => new CommandBench(project, console).RunAsync(cancellationToken),
            }).ConfigureAwait(false);
        }
        if (!asked.Contains(Parts[^1], StringComparer.Ordinal))
        {
            console.MarkupLine("[grey]dotnet test and dojo run as whole commands, on this clone and on a clean one: dojo bench commands[/]");
        }
        return ExitCode.Ok;
    }
}
