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
    [InlineData("src/Dojo/Dojo.csproj", "Helpers, Kernel, KataHost, Processes", "Microsoft.CodeAnalysis.CSharp, Microsoft.CodeAnalysis.Analyzers, DiffPlex, Spectre.Console, System.CommandLine")]
    public void A_project_references_only_what_it_may(string project, string projects, string packages)
    {
        var xml = XDocument.Load(Path.Combine(s_root, project));

        Assert.Equal(Names(projects), References(Path.Combine(s_root, project)));
        Assert.Equal(Names(packages).Order(), xml.Descendants("PackageReference").Select(reference => reference.Attribute("Include")!.Value).Order());
    }

    [Fact]
    public void Only_projects_that_start_or_end_processes_know_how() =>
        Assert.Equal(["Dojo", "KataHost", "Kernel", "Lab", "Polyglot"],
            Projects("src").Where(project => References(project).Contains("Processes")).Select(NameOf).Order());

    [Fact]
    public void No_source_is_linked_across_projects() =>
        Assert.All(Projects("src"), project => Assert.DoesNotContain(XDocument.Load(project).Descendants("Compile"),
            compile => compile.Attribute("Include") is not null));

    [Fact]
    public void Processes_are_started_in_one_place()
    {
        string starter = Path.Combine("src", "Processes", "ProcessStart.cs");
        var others = Directory.EnumerateFiles(Path.Combine(s_root, "src"), "*.cs", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(s_root, file))
            .Where(file => file != starter && !file.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"));

        Assert.All(others, file => Assert.DoesNotContain("ProcessStartInfo", File.ReadAllText(Path.Combine(s_root, file)), StringComparison.Ordinal));
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

    private static IEnumerable<string> Projects(string folder) =>
        Directory.EnumerateFiles(Path.Combine(s_root, folder), "*.csproj", SearchOption.AllDirectories);

    private static string NameOf(string project) => Path.GetFileNameWithoutExtension(project);

    private static IEnumerable<string> References(string project) => XDocument.Load(project).Descendants("ProjectReference")
        .Where(reference => reference.Attribute("ReferenceOutputAssembly")?.Value != "false")
        .Select(reference => NameOf(reference.Attribute("Include")!.Value));

    private static string[] Names(string list) => list.Split(", ", StringSplitOptions.RemoveEmptyEntries);

    private static IEnumerable<string> Folders(string project) =>
        Directory.EnumerateDirectories(project).Select(folder => Path.GetFileName(folder)).Where(name => name is not ("bin" or "obj"));
}
