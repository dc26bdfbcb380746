using System.Runtime.InteropServices;
using HonestAsync.Kernel;
using Spectre.Console;

namespace HonestAsync.Dojo;

/// <summary>Checks what the project needs on this machine, and says how to get what is missing.</summary>
internal sealed class DoctorCommand(ProjectFolder project, IAnsiConsole console)
{
    private static readonly string[] s_libraries = ["Lab", "Helpers"];
    private bool _problem;

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        console.MarkupLine($"[grey]{Markup.Escape(RuntimeInformation.OSDescription.Split('#')[0].Trim())} {RuntimeInformation.ProcessArchitecture}, {Environment.ProcessorCount} cores[/]");
        Check(Environment.Version.Major >= 10, $".NET {Environment.Version}", "Install the .NET 10 SDK.");
        Check(HasAspNetCore(), "the ASP.NET Core shared framework",
            "Install the .NET 10 SDK, not the runtime alone.");
        CheckLedger();
        CheckLab();
        CheckTemp();
        await CheckKernelAsync(cancellationToken).ConfigureAwait(false);
        var folders = KernelSpecFolders.Find();
        var installed = await KernelCheck.RunAsync(folders, new KernelCommand(folders, console), cancellationToken).ConfigureAwait(false);
        Check(installed.IsFine, installed.What, installed.Mend);
        console.MarkupLine(_problem ? "Mend what is marked ✗ and run dojo doctor again." : "All is well.");
        return _problem ? ExitCode.Contradiction : ExitCode.Ok;
    }

    private static bool HasAspNetCore() =>
        AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") is string list
        && list.Contains("Microsoft.AspNetCore.dll", StringComparison.OrdinalIgnoreCase);

    private void CheckLedger()
    {
        try
        {
            var ledger = ClaimLedger.Load(project.LedgerFile);
            Check(true, $"the ledger: {ledger.Claims.Count} claims", "");
        }
        catch (DojoException error)
        {
            Check(false, "the ledger", error.Message);
        }
    }

    private void CheckLab()
    {
        const string Build = "Run: dotnet build src/Lab -c Release";
        if (!File.Exists(project.LabAssembly))
        {
            Check(false, "Lab.dll, which the notebooks load, is not built", Build);
            return;
        }
        var built = File.GetLastWriteTimeUtc(project.LabAssembly);
        string? newer = s_libraries
            .SelectMany(name => Directory.EnumerateFiles(Path.Combine(project.Root, "src", name), "*.cs", SearchOption.AllDirectories))
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .FirstOrDefault(file => File.GetLastWriteTimeUtc(file) > built);
        Check(newer is null, newer is null ? "Lab.dll is built" : $"Lab.dll is older than {Path.GetRelativePath(project.Root, newer)}", Build);
    }

    private void CheckTemp()
    {
        string file = Path.Combine(Path.GetTempPath(), $"honest-async-{Guid.NewGuid():N}");
        try
        {
            File.WriteAllText(file, "");
            File.Delete(file);
            Check(true, "the folder for temporary files can be written to", "");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Check(false, $"the folder for temporary files: {error.Message}",
                "Make it writable, or set TMPDIR (Windows: TEMP).");
        }
    }

    private async Task CheckKernelAsync(CancellationToken cancellationToken)
    {
        try
        {
            var cell = new NotebookCell("probe", CellType.Code, "1 + 1");
            var run = await HeadlessRunner.RunAsync(new NotebookDocument([cell]),
                new HeadlessOptions { CellTimeLimit = TimeSpan.FromSeconds(30), WorkingDirectory = Path.GetTempPath() },
                null, cancellationToken).ConfigureAwait(false);
            Check(run.Outcome == RunOutcome.Passed,
                run.Outcome == RunOutcome.Passed ? "the C# kernel starts and answers" : $"the C# kernel: {run.Stopper?.Message}",
                "Build the clone again: dotnet build -c Release");
        }
        catch (KernelStartException error)
        {
            Check(false, $"the C# kernel: {error.Message}", "Build the clone again: dotnet build -c Release");
        }
    }

    private void Check(bool fine, string what, string mend)
    {
        _problem |= !fine;
        console.MarkupLine(fine ? $"[green]✓[/] {Markup.Escape(what)}" : $"[red]✗[/] {Markup.Escape(what)}\n    {Markup.Escape(mend)}");
    }
}
