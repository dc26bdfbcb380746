using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace HonestAsync.Kernel;

/// <summary>An assembly of a package: what the compiler reads and what is loaded may be two files.</summary>
internal sealed record PackageAssembly(string ReferencePath, string RuntimePath);

/// <summary>
/// Packages of a session, restored by the SDK through a temporary project, one for each set of packages.
/// A set that was restored once is read from its folder.
/// </summary>
internal sealed class NuGetPackages
{
    // the cell's own limit and its interrupt bound the time
    private static readonly ProcessBound s_bound = new(Timeout.InfiniteTimeSpan) { KillsFlood = false };

    private readonly SortedDictionary<string, string> _versions = new(StringComparer.OrdinalIgnoreCase);

    private string[]? _sources;

    public IReadOnlyList<string> NativeFolders { get; private set; } = [];

    /// <summary>
    /// Follows <c>#i "nuget:…"</c>: a source that NuGet is configured with is used anyway. Another one is not taken from
    /// a notebook: a warning says so, and the cell continues.
    /// </summary>
    public void AddSource(string source)
    {
        var address = source.StartsWith("nuget:", StringComparison.OrdinalIgnoreCase) ? source["nuget:".Length..].Trim() : source;
        _sources ??= ConfiguredSources();
        if (!_sources.Contains(address.TrimEnd('/'), StringComparer.OrdinalIgnoreCase))
        {
            Console.Error.WriteLine(
                $"warning: {address} is not one of the package sources that NuGet is configured with (`dotnet nuget list " +
                "source`), so it is not used. To use it: `dotnet nuget add source`.");
        }
    }

    /// <summary>Adds <c>Name, Version</c> (the newest without a version).</summary>
    /// <returns>Every assembly of the whole set.</returns>
    public IReadOnlyList<PackageAssembly> Add(string package, CancellationToken interrupt)
    {
        var parts = package.Split(',', StringSplitOptions.TrimEntries);
        if (parts.Length > 2 || parts[0].Length == 0)
        {
            throw new DirectiveException($"`nuget:{package}` is not understood. Write #r \"nuget: Name, 1.2.3\".");
        }
        _versions[parts[0]] = parts.Length == 2 ? parts[1] : "*";
        try
        {
            var project = Restore(interrupt);
            var assets = PackageAssets.Read(Path.Combine(project, "obj", "project.assets.json"));
            NativeFolders = assets.NativeFolders;
            WarnOfAnotherVersion(parts, assets);
            return assets.Assemblies;
        }
        catch
        {
            _versions.Remove(parts[0]);
            throw;
        }
    }

    // NuGet takes the next higher version where a source lacks the one that was asked for
    private static void WarnOfAnotherVersion(string[] wanted, PackageAssets assets)
    {
        if (wanted.Length == 2 && assets.Versions.TryGetValue(wanted[0], out var taken)
            && !wanted[1].Contains('*', StringComparison.Ordinal) && !wanted[1].StartsWith('[') && !wanted[1].StartsWith('(')
            && !string.Equals(taken, wanted[1], StringComparison.OrdinalIgnoreCase))
        {
            Console.Error.WriteLine(
                $"warning: the package sources do not have {wanted[0]} {wanted[1]}; version {taken} was loaded instead.");
        }
    }

    private static string[] ConfiguredSources()
    {
        var run = ProcessRun.Run(ProcessStart.Dotnet("nuget", "list", "source", "--format", "Short"), s_bound);
        // "E https://…": an enabled one
        return [.. run.Output.Split('\n').Where(line => line.StartsWith("E ", StringComparison.Ordinal)).Select(line => line[2..].Trim().TrimEnd('/'))];
    }

    private string Restore(CancellationToken interrupt)
    {
        var project = ProjectText();
        var key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(project)))[..16];
        var root = Path.Combine(Path.GetTempPath(), "honest-async-kernel-" + Environment.UserName,
            "packages");
        var folder = Path.Combine(root, key);
        if (File.Exists(Path.Combine(folder, "obj", "project.assets.json")))
        {
            return folder;
        }

        // restored next to its place and then moved: a restore that was cut short leaves nothing that looks finished
        var unfinished = Path.Combine(root, $"{key}-{Environment.ProcessId}");
        Directory.CreateDirectory(unfinished);
        File.WriteAllText(Path.Combine(unfinished, "Packages.csproj"), project);
        foreach (var name in new[] { "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props" })
        {
            File.WriteAllText(Path.Combine(unfinished, name), "<Project />");
        }
        RunRestore(unfinished, interrupt);
        try
        {
            Directory.Move(unfinished, folder);
        }
        catch (IOException) when (Directory.Exists(folder))
        {
            Directory.Delete(unfinished, recursive: true);
        }
        return folder;
    }

    private string ProjectText() => new XElement("Project",
        new XAttribute("Sdk", "Microsoft.NET.Sdk"),
        new XElement("PropertyGroup",
            new XElement("TargetFramework", $"net{Environment.Version.Major}.0"),
            new XElement("NuGetAudit", "false")),
        new XElement("ItemGroup",
            new XElement("FrameworkReference", new XAttribute("Include", "Microsoft.AspNetCore.App")),
            _versions.Select(package => new XElement("PackageReference",
                new XAttribute("Include", package.Key), new XAttribute("Version", package.Value))))).ToString();

    private void RunRestore(string folder, CancellationToken interrupt)
    {
        var restored = false;
        try
        {
            var start = ProcessStart.Dotnet("restore", "--verbosity", "quiet") with { WorkingDirectory = folder };
            var run = ProcessRun.Run(start, s_bound, cancellationToken: interrupt);
            restored = run.Succeeded;
            if (!restored)
            {
                throw new DirectiveException(Explain(run.Output));
            }
        }
        finally
        {
            if (!restored)
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    private string Explain(string output)
    {
        var wanted = string.Join("; ", _versions.Select(package => $"{package.Key}, {package.Value}"));
        var errors = output.Split('\n')
            .Where(line => line.Contains("error", StringComparison.Ordinal))
            .Select(line => line[line.IndexOf("error", StringComparison.Ordinal)..].Split(" [")[0].Trim())
            .Distinct(StringComparer.Ordinal).Take(3);
        return $"the packages could not be restored ({wanted}): {string.Join(" ", errors)} " +
            "Check name, version, network and package sources (`dotnet nuget list source`).";
    }
}
