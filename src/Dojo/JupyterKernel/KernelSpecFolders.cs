namespace HonestAsync.Dojo;

/// <summary>Where Jupyter, VS Code and this tool keep the kernels of one user.</summary>
/// <param name="Kernels">The kernelspecs that the user's installations are written to.</param>
/// <param name="Programs">The folder of the kernel's own files, outside every clone.</param>
/// <param name="Others">Further folders with kernelspecs, which are only read.</param>
internal sealed record KernelSpecFolders(string Kernels, string Programs, IReadOnlyList<string> Others)
{
    /// <summary>The kernelspecs that clients find, in the order in which they look.</summary>
    public IEnumerable<KernelSpec> Specs() =>
        Others.Prepend(Kernels).Distinct(StringComparer.Ordinal).SelectMany(KernelSpec.All);

    /// <summary>The folders of this machine and user.</summary>
    public static KernelSpecFolders Find()
    {
        string system = OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "macos" : "linux";
        return Of(system, UserFolder.Path, Environment.GetEnvironmentVariable);
    }

    /// <summary>
    /// The rules of jupyter_core: JUPYTER_DATA_DIR first, then the system's folder; JUPYTER_PATH adds folders.
    /// </summary>
    internal static KernelSpecFolders Of(string system, string home, Func<string, string?> variable)
    {
        string data = system switch
        {
            "windows" => Set("APPDATA") ?? Path.Combine(home, "AppData", "Roaming"),
            "macos" => Path.Combine(home, "Library"),
            _ => Set("XDG_DATA_HOME") ?? Path.Combine(home, ".local", "share"),
        };
        string jupyter = Set("JUPYTER_DATA_DIR") ?? Path.Combine(data, system == "macos" ? "Jupyter" : "jupyter");
        string programs = system switch
        {
            "windows" => Set("LOCALAPPDATA") ?? Path.Combine(home, "AppData", "Local"),
            "macos" => Path.Combine(home, "Library", "Application Support"),
            _ => data,
        };
        var others = (Set("JUPYTER_PATH") ?? "")
            .Split(system == "windows" ? ';' : ':', StringSplitOptions.RemoveEmptyEntries)
            .Concat(system switch
            {
                "windows" => [Path.Combine(Set("PROGRAMDATA") ?? @"C:\ProgramData", "jupyter")],
                _ => ["/usr/local/share/jupyter", "/usr/share/jupyter"],
            });
        return new KernelSpecFolders(Path.Combine(jupyter, "kernels"), Path.Combine(programs, "honest-async", "kernel"),
            [.. others.Select(folder => Path.Combine(folder, "kernels"))]);

        string? Set(string name) => variable(name) is { Length: > 0 } value ? value : null;
    }
}
