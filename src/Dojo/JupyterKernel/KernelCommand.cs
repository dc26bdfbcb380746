using HonestAsync.Kernel;
using Spectre.Console;

namespace HonestAsync.Dojo;

/// <summary>Makes the kernel known to VS Code and Jupyter, for this user, and takes it away again.</summary>
/// <param name="folders">Where kernelspecs and programs lie.</param>
/// <param name="console">Where it prints.</param>
/// <param name="build">The folder with the kernel as it was built; null for the one of this process.</param>
internal sealed class KernelCommand(KernelSpecFolders folders, IAnsiConsole console, string? build = null)
{
    private const string DisplayName = "C# (Honest Async)";

    private readonly KernelProgram _program = new(folders.Programs, build ?? AppContext.BaseDirectory);

    public int Install(string name)
    {
        string folder = Path.Combine(folders.Kernels, name);
        if (KernelSpec.Read(folder) is { IsOurs: false } other)
        {
            throw new DojoException($"There is another kernel named {name} already: {other.DisplayName} ({folder}).",
                "It is left as it is. Give ours another name: dojo kernel install --name honest-async");
        }
        try
        {
            _program.Install(folder);
            new KernelSpec(folder, DisplayName, _program.Argv(), IsOurs: true).Write();
        }
        catch (WriteException error)
        {
            throw new DojoException($"The kernel is not installed: {error.What}.",
                $"Make that writable, or free some space, and run: {KernelSpec.InstallCommand(name)}", error);
        }
        finally
        {
            _program.RemoveUnused(folders);
        }
        console.WriteLine($"Installed: {DisplayName}");
        console.WriteLine($"  kernelspec  {folder}");
        console.WriteLine($"  program     {_program.Folder}");
        console.WriteLine("It is independent of this clone. After a git pull, install again and restart open notebooks.");
        console.WriteLine();
        foreach (string line in VsCode.HowToComplete)
        {
            console.WriteLine(line);
        }
        return ExitCode.Ok;
    }

    /// <param name="name">Which; null where there is only one, or for all.</param>
    /// <param name="all">Every one of ours.</param>
    public int Uninstall(string? name, bool all)
    {
        var ours = KernelSpec.All(folders.Kernels).Where(spec => spec.IsOurs).ToList();
        if (name is null && !all && ours.Count > 1)
        {
            throw new DojoException(
                $"{ours.Count} kernels of ours are installed: {string.Join(", ", ours.Select(spec => spec.Name))}.",
                $"Name one: dojo kernel uninstall --name {ours[0].Name}\n"
                    + "Or remove every one: dojo kernel uninstall --all");
        }
        var chosen = ours
            .Where(spec => name is null || spec.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).ToList();
        foreach (var spec in chosen)
        {
            Disk.DeleteFolder(spec.Folder);
            console.WriteLine($"Removed: {spec.Name} ({spec.Folder})");
        }
        _program.RemoveUnused(folders);
        if (chosen.Count == 0)
        {
            console.WriteLine(name is null
                ? "Nothing to remove: the kernel is not installed."
                : $"Nothing to remove: no kernel of ours is installed as {name}. See: dojo kernel list");
        }
        return ExitCode.Ok;
    }

    public int List()
    {
        var specs = folders.Specs().ToList();
        foreach (var spec in specs)
        {
            console.WriteLine($"{spec.Name,-16} {spec.DisplayName,-24} {spec.Folder}{State(spec)}");
        }
        if (!specs.Exists(spec => spec.IsOurs))
        {
            console.WriteLine("Ours is not among them. Install it with: dojo kernel install");
        }
        return ExitCode.Ok;
    }

    /// <summary>Whether this kernelspec starts the kernel of this very build.</summary>
    public bool IsCurrent(KernelSpec spec) => spec.Argv.SequenceEqual(_program.Argv(), StringComparer.Ordinal);

    /// <summary>What to do about a kernelspec of ours whose program no longer exists.</summary>
    public string Revive(KernelSpec spec) => Path.GetDirectoryName(spec.Folder) == folders.Kernels
        ? $"{KernelSpec.InstallCommand(spec.Name)}, or: dojo kernel uninstall --name {spec.Name}"
        : $"remove {spec.Folder}";

    /// <summary>
    /// Serves one client; for kernelspecs that call this tool, and to see what a kernel says at its start.
    /// </summary>
    public static int Start(string connectionFile, CancellationToken cancellationToken)
    {
        try
        {
            return JupyterHost.Run(connectionFile, cancellationToken);
        }
        catch (JupyterException error)
        {
            throw new DojoException(error.Message, "See: dojo kernel --help", error);
        }
    }

    private string State(KernelSpec spec) => spec switch
    {
        { IsOurs: false } => "",
        { MissingFile: { } missing } => $"  (ours, dead: {missing} no longer exists; {Revive(spec)})",
        _ when IsCurrent(spec) => "  (ours)",
        _ => "  (ours, of another build or clone)",
    };
}
