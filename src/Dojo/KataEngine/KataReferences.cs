using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using HonestAsync.KataHost;
using Microsoft.CodeAnalysis;

namespace HonestAsync.Dojo;

/// <summary>
/// What the code of a kata may know: the shared frameworks, the harness and xunit; a package only by name.
/// </summary>
internal static class KataReferences
{
    private static readonly string[] s_always =
    [
        "Helpers.dll", "xunit.v3.assert.dll", "xunit.v3.common.dll", "xunit.v3.core.dll", "xunit.v3.runner.common.dll",
        "xunit.v3.runner.inproc.console.dll",
    ];

    private static readonly string[] s_frameworks = ["Microsoft.NETCore.App", "Microsoft.AspNetCore.App"];
    private static readonly string[] s_packages = ["Polly.Core"];
    private static readonly ConcurrentDictionary<string, MetadataReference> s_read = new(StringComparer.Ordinal);
    private static readonly Lazy<IReadOnlyList<string>> s_framework = new(() => [.. s_frameworks.SelectMany(Framework)]);

    /// <summary>Where the host lies, and all that runs in it.</summary>
    public static string HostFolder { get; } = Path.GetDirectoryName(typeof(HostEvent).Assembly.Location)!;

    /// <exception cref="DojoException">The host does not carry one of the packages, or the build is
    /// incomplete.</exception>
    public static IReadOnlyList<MetadataReference> For(IReadOnlyList<string> packages)
    {
        if (packages.FirstOrDefault(package => !s_packages.Contains(package, StringComparer.Ordinal)) is { } unknown)
        {
            throw new DojoException($"A kata asks for the package {unknown}, which the kata host does not carry.",
                "Reference it in src/KataHost/KataHost.csproj and name it in KataReferences.");
        }
        var inHost = s_always.Concat(packages.Select(package => $"{package}.dll")).Select(name => Path.Combine(HostFolder, name));
        return [.. s_framework.Value.Concat(inHost).Select(path => s_read.GetOrAdd(path, Read))];
    }

    private static MetadataReference Read(string path)
    {
        try
        {
            return MetadataReference.CreateFromFile(path);
        }
        catch (IOException error)
        {
            throw new DojoException($"{path} is missing, and katas need it.",
                "Build again: dotnet build src/Dojo", error);
        }
    }

    /// <summary>
    /// The reference assemblies that a build takes, or, without an SDK, the framework that runs this process.
    /// </summary>
    private static string[] Framework(string name)
    {
        string running = RuntimeEnvironment.GetRuntimeDirectory().TrimEnd(Path.DirectorySeparatorChar);
        string dotnet = Path.GetFullPath(Path.Combine(running, "..", "..", ".."));
        string packs = Path.Combine(dotnet, "packs", $"{name}.Ref");
        var pack = Directory.Exists(packs)
            ? Directory.EnumerateDirectories(packs, $"{Environment.Version.Major}.*").MaxBy(VersionOf)
            : null;
        return pack is not null
            ? Directory.GetFiles(Path.Combine(pack, "ref", $"net{Environment.Version.Major}.0"), "*.dll")
            : [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
                .Where(path => Path.GetDirectoryName(Path.GetDirectoryName(path))!.EndsWith(name, StringComparison.Ordinal))];
    }

    private static Version VersionOf(string folder) =>
        Version.TryParse(Path.GetFileName(folder).Split('-')[0], out var version) ? version : new Version(0, 0);
}
