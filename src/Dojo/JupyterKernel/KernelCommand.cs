using HonestAsync.Kernel;
using Spectre.Console;

namespace HonestAsync.Dojo;

/// <summary>Makes the kernel known to VS Code and Jupyter, for this user, and takes it away again.</summary>
internal sealed class KernelCommand(KernelSpecFolders folders, IAnsiConsole console)
{
    private const string DisplayName = "C# (Honest Async)";

    private readonly KernelProgram _program = new(folders.Programs, AppContext.BaseDirectory);

    public int Install(string name)
    {
        string folder = Path.Combine(folders.Kernels, name);
        if (KernelSpec.Read(folder) is { IsOurs: false } other)
        {
            throw new DojoException($"There is another kernel named {name} already: {other.DisplayName} ({folder}).",
                "It is left as it is. Give ours another name: dojo kernel install --name honest-async");
        }
        _program.Install();
        var spec = new KernelSpec(folder, DisplayName, _program.Argv(), IsOurs: true);
        spec.Write();
        console.WriteLine($"Installed: {DisplayName}");
        console.WriteLine($"  kernelspec  {folder}");
        console.WriteLine($"  program     {_program.Folder}");
        console.WriteLine("It is independent of this clone. After a git pull, install again and restart open notebooks.");
        return ExitCode.Ok;
    }

    public int Uninstall()
    {
        var ours = KernelSpec.All(folders.Kernels).Where(spec => spec.IsOurs).ToList();
        foreach (var spec in ours)
        {
            Directory.Delete(spec.Folder, recursive: true);
            console.WriteLine($"Removed: {spec.Name} ({spec.Folder})");
        }
        _program.Remove();
        if (ours.Count == 0)
        {
            console.WriteLine("Nothing to remove: the kernel is not installed.");
        }
        return ExitCode.Ok;
    }

    public int List()
    {
        var specs = folders.Others.Prepend(folders.Kernels).SelectMany(KernelSpec.All).ToList();
        foreach (var spec in specs)
        {
            string state = spec switch
            {
                { IsOurs: false } => "",
                _ when IsCurrent(spec) => "  (ours)",
                _ => "  (ours, of another build: dojo kernel install)",
            };
            console.WriteLine($"{spec.Name,-16} {spec.DisplayName,-24} {spec.Folder}{state}");
        }
        if (!specs.Exists(spec => spec.IsOurs))
        {
            console.WriteLine("Ours is not among them. Install it with: dojo kernel install");
        }
        return ExitCode.Ok;
    }

    /// <summary>Whether this kernelspec starts the kernel of this very build.</summary>
    public bool IsCurrent(KernelSpec spec) => spec.Argv.SequenceEqual(_program.Argv(), StringComparer.Ordinal);

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
}
