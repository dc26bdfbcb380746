using System.Text.Json.Nodes;
using HonestAsync.Kernel;

namespace HonestAsync.Dojo;

/// <summary>What doctor prints about a kernel: the one that was built, or one that is installed.</summary>
/// <param name="IsFine">False if there is something to fix.</param>
/// <param name="What">What was found.</param>
/// <param name="Fix">What to do, where something is to be fixed.</param>
internal sealed record KernelCheck(bool IsFine, string What, string Fix)
{
    // the version of what runs it, without the commit it was built from
    private const string EngineVersion = """
        System.Reflection.CustomAttributeExtensions
            .GetCustomAttribute<System.Reflection.AssemblyInformationalVersionAttribute>(
                typeof(Microsoft.DotNet.Interactive.Kernel).Assembly)
            .InformationalVersion.Split('+')[0]
        """;

    /// <summary>Starts the kernel of this build and asks it for its engine, as <c>dojo run</c> would.</summary>
    public static async Task<IReadOnlyList<KernelCheck>> BuiltAsync(CancellationToken cancellationToken)
    {
        const string Build = "Build the clone again: dotnet build -c Release";
        var probe = new NotebookDocument([new NotebookCell("probe", CellType.Code, EngineVersion)]);
        var options = new HeadlessOptions
        {
            CellTimeLimit = TimeSpan.FromSeconds(30),
            WorkingDirectory = Path.GetTempPath(),
        };
        try
        {
            var run = await HeadlessRunner.RunAsync(probe, options, null, cancellationToken).ConfigureAwait(false);
            return run.Outcome == RunOutcome.Passed
                ?
                [
                    new(true, "the C# kernel starts and answers", ""),
                    new(true, $"its engine is Microsoft.DotNet.Interactive {Shown(run.Cells[0])}", ""),
                ]
                : [new(false, $"the C# kernel: {run.Stopper?.Message}", Build)];
        }
        catch (KernelStartException error)
        {
            return [new(false, $"the C# kernel: {error.Message}", Build)];
        }
    }

    /// <summary>
    /// Looks for our kernelspecs and starts what each names, as a client would. Not to have one is no fault.
    /// </summary>
    public static async Task<IReadOnlyList<KernelCheck>> AllAsync(
        KernelSpecFolders folders, KernelCommand command, CancellationToken cancellationToken)
    {
        var ours = folders.Specs().Where(spec => spec.IsOurs).ToList();
        if (ours.Count == 0)
        {
            return [new(true, "no kernel is installed for VS Code and Jupyter; dojo kernel install does it", "")];
        }
        bool isOneCurrent = ours.Exists(command.IsCurrent);
        var checks = new List<KernelCheck>();
        foreach (var spec in ours)
        {
            checks.Add(await OneAsync(spec, command, isOneCurrent, cancellationToken).ConfigureAwait(false));
        }
        return checks;
    }

    private static async Task<KernelCheck> OneAsync(
        KernelSpec spec, KernelCommand command, bool isOneCurrent, CancellationToken cancellationToken)
    {
        if (spec.MissingFile is { } missing)
        {
            return new(false, $"the kernelspec {spec.Name} is dead: {missing} no longer exists",
                $"Run: {command.Revive(spec)}");
        }
        string install = $"Run: {KernelSpec.InstallCommand(spec.Name)}";
        try
        {
            string banner = await KernelProbe.AskAsync(spec.Argv, cancellationToken).ConfigureAwait(false);
            return command.IsCurrent(spec)
                ? new(true, $"the kernelspec {spec.Name} starts a kernel that answers: {banner}", "")
                // that of another clone is no fault where this one has its own
                : new(isOneCurrent, $"the kernelspec {spec.Name} starts the kernel of another build or clone",
                    install);
        }
        catch (JupyterException error)
        {
            return new(false, $"the kernelspec {spec.Name}: {error.Message}", install);
        }
    }

    private static string Shown(CellRun cell) => cell.Outputs
        .Select(output => output?["data"]?["text/plain"]).OfType<JsonNode>()
        .Select(text => text is JsonArray lines
            ? string.Concat(lines.Select(line => line!.GetValue<string>()))
            : text.GetValue<string>())
        .FirstOrDefault("of an unknown version");
}
