using System.Xml.Linq;

namespace HonestAsync.Dojo.Tests;

public class ArchitectureTests
{
    private static readonly string s_root = ProjectFolder.Find(AppContext.BaseDirectory).Root;

    [Theory]
    [InlineData("src/Helpers/Helpers.csproj", "", "")]
    [InlineData("src/Processes/Processes.csproj", "", "")]
    [InlineData("src/Polyglot/Polyglot.csproj", "Processes", "Microsoft.DotNet.Interactive")]
    [InlineData("src/Lab/Lab.csproj", "Helpers, Processes, Polyglot", "BenchmarkDotNet, Gee.External.Capstone, Iced, Microsoft.CodeAnalysis.CSharp, "
        + "Microsoft.Diagnostics.Tracing.TraceEvent, Npgsql, Plotly.NET, Microsoft.Data.Sqlite.Core, SQLitePCLRaw.bundle_e_sqlite3")]
    [InlineData("src/Kernel/Kernel.csproj", "Processes, Polyglot", "Microsoft.DotNet.Interactive, Microsoft.DotNet.Interactive.CSharp, Microsoft.CodeAnalysis.Analyzers")]
    [InlineData("src/KataHost/KataHost.csproj", "Helpers, Processes", "Polly.Core, xunit.v3.assert, xunit.v3.runner.inproc.console")]
    [InlineData("src/Dojo/Dojo.csproj", "Kernel, KataHost, Processes", "Microsoft.CodeAnalysis.CSharp, Microsoft.CodeAnalysis.Analyzers, DiffPlex, Spectre.Console, System.CommandLine")]
    public void A_project_references_only_the_projects_it_may(string project, string projects, string packages)
    {
        var xml = XDocument.Load(Path.Combine(s_root, project));

        var references = xml.Descendants("ProjectReference")
            .Where(reference => reference.Attribute("ReferenceOutputAssembly")?.Value != "false")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value));
        Assert.Equal(Names(projects), references);
        Assert.Equal(Names(packages).Order(), xml.Descendants("PackageReference").Select(reference => reference.Attribute("Include")!.Value).Order());
    }

    [Fact]
    public void Katas_inherit_nothing_from_the_root()
    {
        string props = File.ReadAllText(Path.Combine(s_root, "katas", "Directory.Build.props"));

        Assert.DoesNotContain("<Import", props, StringComparison.Ordinal);
        Assert.DoesNotContain("Analyzer\"", props, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_folder_of_source_has_its_mirror_in_the_tests()
    {
        foreach (string project in new[] { "Helpers", "Lab", "Kernel", "Dojo" })
        {
            string mirror = Path.Combine(s_root, "tests", $"{project}.Tests");
            Assert.All(Folders(Path.Combine(s_root, "src", project)), folder =>
                Assert.True(Directory.Exists(Path.Combine(mirror, folder)), $"tests/{project}.Tests lacks {folder}"));
        }
    }

    private static string[] Names(string list) => list.Split(", ", StringSplitOptions.RemoveEmptyEntries);

    private static IEnumerable<string> Folders(string project) =>
        Directory.EnumerateDirectories(project).Select(folder => Path.GetFileName(folder)).Where(name => name is not ("bin" or "obj"));
}
