using System.Runtime.InteropServices;
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
        await CheckRuntimesAsync(cancellationToken).ConfigureAwait(false);
        if (CheckTemp())
        {
            await CheckKernelsAsync(cancellationToken).ConfigureAwait(false);
        }
        else
        {
            Note("the C# kernel was not tried: it needs that folder");
        }
        if (VsCode.LacksCompletions())
        {
            Note(string.Join("\n  ", VsCode.HowToComplete));
        }
        console.MarkupLine(_problem ? "Fix what is marked ✗ and run dojo doctor again." : "All is well.");
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

    private bool CheckTemp()
    {
        try
        {
            Disk.DeleteFolder(Disk.CreateTemporaryFolder("honest-async-"));
            Check(true, "the folder for temporary files can be written to", "");
            return true;
        }
        catch (WriteException error)
        {
            Check(false, $"the folder for temporary files: {error.What}",
                "Make it writable, or set TMPDIR (Windows: TEMP).");
            return false;
        }
    }

    private async Task CheckKernelsAsync(CancellationToken cancellationToken)
    {
        var folders = KernelSpecFolders.Find();
        var built = await KernelCheck.BuiltAsync(cancellationToken).ConfigureAwait(false);
        var installed = await KernelCheck.AllAsync(
            folders, new KernelCommand(folders, console), cancellationToken).ConfigureAwait(false);
        foreach (var check in built.Concat(installed))
        {
            Check(check.IsFine, check.What, check.Fix);
        }
    }

    private async Task CheckRuntimesAsync(CancellationToken cancellationToken)
    {
        foreach (var runtime in OtherRuntime.All)
        {
            string? version = await runtime.VersionAsync(
                Environment.GetEnvironmentVariable("PATH"), cancellationToken).ConfigureAwait(false);
            if (version is null)
            {
                Note($"{runtime.Name} is not found: {runtime.Magic} cells, and comparisons with it, "
                    + "are not run here");
            }
            else
            {
                Check(true, $"{runtime.Name} {version}, for {runtime.Magic} cells and comparisons", "");
            }
        }
    }

    private void Check(bool fine, string what, string fix)
    {
        _problem |= !fine;
        console.MarkupLine(fine
            ? $"[green]✓[/] {Markup.Escape(what)}"
            : $"[red]✗[/] {Markup.Escape(what)}\n    {Markup.Escape(fix)}");
    }

    /// <summary>Worth knowing, and no problem.</summary>
    private void Note(string what) => console.MarkupLine($"[grey]·[/] {Markup.Escape(what)}");
}
