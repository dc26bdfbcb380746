using System.Diagnostics;

namespace HonestAsync.Dojo;

/// <summary>
/// One real test project, outside of the clone, that holds many files of a kata's corpus, each in a namespace of its
/// own: built by MSBuild from <c>katas/Directory.Build.props</c>, run as <c>dotnet test</c> runs it.
/// </summary>
internal sealed class DotnetTestProject : IDisposable
{
    // below a folder named katas the clone's package list brings no analyzers, as for the katas themselves
    private readonly string _temp = Disk.CreateTemporaryFolder("honest-async-");
    private readonly Kata _kata;
    private readonly string _folder;

    public DotnetTestProject(Kata kata, IReadOnlyList<Variant> variants)
    {
        _kata = kata;
        Variants = variants;
        _folder = Path.Combine(_temp, "katas", kata.Name);
        Disk.CreateFolder(_folder);
        Disk.WriteInPlace(ProjectFile, $"""
            <Project>
              <PropertyGroup>
                <ImportDirectoryBuildProps>false</ImportDirectoryBuildProps>
                <DirectoryPackagesPropsPath>{Path.Combine(kata.Project.Root, "Directory.Packages.props")}</DirectoryPackagesPropsPath>
              </PropertyGroup>
              <Import Project="{Path.Combine(kata.Project.Katas, "Directory.Build.props")}" />
              <Import Sdk="Microsoft.NET.Sdk" Project="Sdk.props" />
              <ItemGroup>{Packages(kata)}</ItemGroup>
              <Import Sdk="Microsoft.NET.Sdk" Project="Sdk.targets" />
            </Project>
            """);
        for (int i = 0; i < variants.Count; i++)
        {
            foreach (string file in kata.Surroundings.Prepend(variants[i].Path))
            {
                Copy(file, i);
            }
        }
    }

    public IReadOnlyList<Variant> Variants { get; }

    public string ProjectFile => Path.Combine(_folder, $"{_kata.Name}.csproj");

    public string ResultsFolder => Path.Combine(_temp, "results");

    public string Executable => Path.Combine(_folder, "bin", "Debug", "net10.0", $"{_kata.Name}.dll");

    /// <summary>The namespace of one of the variants; tests are chosen by it.</summary>
    public string NamespaceOf(int variant) => $"{KataNamespace(_kata.Surroundings[0])}.V{variant}";

    /// <exception cref="DojoException">It does not build; the message holds the errors.</exception>
    public async Task BuildAsync(CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("dotnet", ["build", ProjectFile, "-nologo", "-v", "q", "-clp:NoSummary"])
        { WorkingDirectory = _folder, RedirectStandardOutput = true, UseShellExecute = false };
        using var build = Process.Start(start)!;
        try
        {
            string output = await build.StandardOutput.ReadToEndAsync(cancellationToken).ConfigureAwait(false);
            await build.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
            if (build.ExitCode != 0)
            {
                throw new DojoException($"The corpus of {_kata.Name} does not build with dotnet build:\n{output}",
                    "Fix the files it names.");
            }
        }
        finally
        {
            if (!build.HasExited)
            {
                build.Kill(entireProcessTree: true);
            }
        }
    }

    public void Dispose() => Disk.TryDeleteFolder(_temp);

    private static string Packages(Kata kata) =>
        string.Concat(kata.File.References.Select(package => $"<PackageReference Include=\"{package}\" />"));

    private static string KataNamespace(string file) => File.ReadLines(file)
        .First(line => line.StartsWith("namespace ", StringComparison.Ordinal))["namespace ".Length..].TrimEnd(';', ' ');

    private void Copy(string file, int variant)
    {
        string folder = Path.Combine(_folder, $"V{variant}");
        Disk.CreateFolder(folder);
        string from = $"namespace {KataNamespace(file)};";
        string text = File.ReadAllText(file).Replace(from, $"namespace {NamespaceOf(variant)};",
            StringComparison.Ordinal);
        Disk.WriteInPlace(Path.Combine(folder, Path.GetFileName(file)), text);
    }
}
