using System.Xml.Linq;

namespace HonestAsync.Dojo.Tests;

public sealed class DoctorCommandTests : IDisposable
{
    private readonly FakeClone _clone = new();

    [WholeFact]
    public async Task Doctor_names_the_engine_that_is_loaded_and_is_content_without_Node_and_Python()
    {
        LetLabBeBuilt();
        string nothing = Directory.CreateDirectory(Path.Combine(_clone.Root, "nothing")).FullName;

        var (code, output, error) = await Tool.RunAsync(_clone, "doctor",
            ("PATH", nothing), ("HOME", nothing), ("XDG_DATA_HOME", nothing), ("JUPYTER_DATA_DIR", nothing),
            ("JUPYTER_PATH", null));

        Assert.Equal(("", ExitCode.Ok), (error, code));
        string engine = $"Microsoft.DotNet.Interactive {PackageVersion("Microsoft.DotNet.Interactive")}";
        Assert.Contains($"✓ its engine is {engine}\n", output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains("· Node is not found: #!node cells, and comparisons with it, are not run here", output,
            StringComparison.Ordinal);
        Assert.Contains("· Python is not found: #!python cells", output, StringComparison.Ordinal);
        Assert.Contains("All is well.", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_reports_a_missing_folder_for_temporary_files_and_exits_with_1()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "another variable names the folder there, and .NET creates it");
        LetLabBeBuilt();

        var (code, output, error) = await Tool.RunAsync(_clone, "doctor",
            ("TMPDIR", Path.Combine(_clone.Root, "nowhere")));

        Assert.Equal(("", ExitCode.Contradiction), (error, code));
        Assert.Contains("✗ the folder for temporary files: ", output, StringComparison.Ordinal);
        Assert.Contains("· the C# kernel was not tried: it needs that folder", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("echo v1.2.3", "1.2.3")]
    [InlineData("echo Python 3.11.2", "3.11.2")]
    [InlineData("echo 1.2.3; exit 9", null)]
    [InlineData("true", null)]
    public async Task A_runtime_is_found_where_it_answers_with_its_version(string program, string? version)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the program that answers is a script of a Unix shell");
        string file = Path.Combine(_clone.Root, "node");
        await File.WriteAllTextAsync(file, $"#!/bin/sh\n{program}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        Assert.Equal(version,
            await OtherRuntime.All[0].VersionAsync(_clone.Root, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_runtime_that_is_not_on_the_path_is_not_found() =>
        Assert.Null(await OtherRuntime.All[1].VersionAsync(_clone.Root, TestContext.Current.CancellationToken));

    public void Dispose() => _clone.Dispose();

    private void LetLabBeBuilt()
    {
        Directory.CreateDirectory(Path.Combine(_clone.Root, "src", "Helpers"));
        Directory.CreateDirectory(Path.GetDirectoryName(_clone.Project.LabAssembly)!);
        File.WriteAllText(_clone.Project.LabAssembly, "");
    }

    private static string PackageVersion(string name)
    {
        string file = Path.Combine(ProjectFolder.Find(AppContext.BaseDirectory).Root, "Directory.Packages.props");
        return XDocument.Load(file).Descendants("PackageVersion")
            .Single(package => (string?)package.Attribute("Include") == name).Attribute("Version")!.Value;
    }
}
