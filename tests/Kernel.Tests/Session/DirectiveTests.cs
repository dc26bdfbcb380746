using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace HonestAsync.Kernel.Tests;

[Collection(nameof(SharedSession))]
public sealed class DirectiveTests(SharedSession session)
{
    [Fact]
    public void MissingBuild_IsNamedWithItsCommand() => Assert.Equal(
        "line 2: `../src/Thing/bin/Release/net10.0/Thing.dll` does not exist: it has not been built yet. Build it with " +
        "`dotnet build src/Thing -c Release` at the root of the repository, then run this cell again.",
        session.Run("\n#r \"../src/Thing/bin/Release/net10.0/Thing.dll\"\n1").Error.Value);

    [Fact]
    public void Reference_IsAShadowCopy_AndWarnsOfNewerSources()
    {
        var project = Directory.CreateDirectory(Path.Combine(session.Folder, "Stale")).FullName;
        var output = Directory.CreateDirectory(Path.Combine(project, "bin", "Release", "net10.0")).FullName;
        var library = Path.Combine(output, "Stale.dll");
        Emit("public static class Old { }", library);
        File.WriteAllText(Path.Combine(project, "Stale.csproj"), "");
        File.WriteAllText(Path.Combine(project, "New.cs"), "");
        File.SetLastWriteTimeUtc(library, new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));

        var shown = session.Run(
            """
            var one = 1;
            #r "Stale/bin/Release/net10.0/Stale.dll"
            typeof(Old).Assembly.Location
            """);

        Assert.StartsWith(
            "warning: Stale.dll is older than its source New.cs; this notebook runs the old " +
            "code. Build it with `dotnet build Stale -c Release`",
            shown.Console, StringComparison.Ordinal);
        Assert.StartsWith(Path.GetTempPath(), shown.Value, StringComparison.Ordinal);
        Assert.DoesNotContain("/Stale/", shown.Value, StringComparison.Ordinal);
        Assert.Equal("(3,1): error CS0103: The name 'oops' does not exist in the current context",
            session.Run("var two = 2;\n#r \"Stale/bin/Release/net10.0/Stale.dll\"\noops").Error.Value);
    }

    private static void Emit(string source, string path) => Assert.True(CSharpCompilation.Create(
        Path.GetFileNameWithoutExtension(path), [CSharpSyntaxTree.ParseText(source)], FrameworkReferences.All,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary)).Emit(path).Success);

    [Fact]
    public void LoadedFile_SharesTheCellsScope()
    {
        File.WriteAllText(Path.Combine(session.Folder, "twice.csx"), "int Twice(int n) => n * 2;\n");

        Assert.Equal("42", session.Run("#load \"twice.csx\"\nTwice(21)").Value);
    }

    [Theory]
    [InlineData("1.ToString();\n\n#!lsmagic\n2", "line 3: `#!lsmagic` is a magic command that this kernel does not have;", "write what it does in C#.")]
    [InlineData("#!fsharp\nlet x = 1", "line 1: `#!fsharp`: this kernel does not run F#;", "with a kernel that has it.")]
    public void UnknownLine_IsAnsweredInOneSentence(string source, string start, string end)
    {
        var shown = session.Run(source);

        Assert.Equal(CellOutcome.NotCompiled, shown.Outcome);
        Assert.StartsWith(start, shown.Error.Value, StringComparison.Ordinal);
        Assert.EndsWith(end, shown.Error.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Time_IsPrintedAfterTheCell() =>
        Assert.Matches(@"^shown\nWall time: \d+\.\d ms\n$", session.Run("#!time\nConsole.WriteLine(\"shown\");").Console);

    [Fact]
    public void CSharpLine_ChangesNothing_AndLinesAreThoseOfTheCell()
    {
        Assert.Equal("3", session.Run("#!csharp\nvar third = 3;\n#!csharp\nthird").Value);
        Assert.Equal("(3,1): error CS0103: The name 'oops' does not exist in the current context",
            session.Run("var fourth = 4;\n#!csharp\noops").Error.Value);
    }

    [Fact]
    public void Whos_ListsVariables()
    {
        session.Run("var listed = 17;");

        var table = session.Run("#!whos").Bundle!;
        Assert.Contains("listed", (string?)table["text/html"], StringComparison.Ordinal);
        Assert.Contains("listed", (string?)table["text/plain"], StringComparison.Ordinal);
        Assert.Contains("listed", (string?)session.Run("#!who").Bundle?["text/html"], StringComparison.Ordinal);
    }

    [Fact]
    public void Set_DeclaresAVariable()
    {
        session.Run("#!set --name fromMagic --value 5");

        Assert.Equal("5", session.Run("fromMagic").Value);
    }

    [Theory]
    [InlineData("#!set --name x --value @absent:y")]
    [InlineData("#!share y --from absent")]
    public void Value_OfAKernelThatDoesNotExist_IsAnsweredInOneSentence(string source) => Assert.StartsWith(
        "line 1: no kernel here is called `absent`; there are #!csharp", session.Run(source).Error.Value, StringComparison.Ordinal);

    [Fact]
    public void Import_RunsAFileOrANotebook()
    {
        File.WriteAllText(Path.Combine(session.Folder, "imported.cs"), "int Thrice(int n) => n * 3;");
        File.WriteAllText(Path.Combine(session.Folder, "imported.ipynb"),
            """{"nbformat":4,"nbformat_minor":5,"metadata":{},"cells":[{"cell_type":"code","id":"a","metadata":{},"outputs":[],"execution_count":null,"source":"var imported = Thrice(4);"}]}""");

        session.Run("#!import imported.cs\n#!import \"imported.ipynb\"");

        Assert.Equal("12", session.Run("imported").Value);
        Assert.StartsWith("line 1: `absent.cs` does not exist", session.Run("#!import absent.cs").Error.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void PackageSource_ThatIsNotConfigured_IsSaid_AndTheCellGoesOn()
    {
        var shown = session.Run("#i \"nuget:https://packages.invalid/v3/index.json\"\n#r \"System.Text.Json\"\n1 + 1");

        Assert.StartsWith("warning: https://packages.invalid/v3/index.json is not one of the package sources",
            shown.Console, StringComparison.Ordinal);
        Assert.Equal("2", shown.Value);
    }

    [Fact]
    public void DirectiveInAString_IsNone() =>
        Assert.Equal("\n#!time\n", session.Run("@\"\n#!time\n\"").Value);

    [Fact]
    public void Package_IsRestored_WithTheAssembliesItNeeds() => Assert.Equal(
        "System.CommandLine",
        session.Run(
            """
            #r "nuget: System.CommandLine, 3.0.0"
            new System.CommandLine.RootCommand().GetType().Assembly.GetName().Name
            """).Value);

    [WholeFact]
    public void Package_InAnotherVersionThanAsked_SaysSo() => Assert.Equal(
        "warning: the package sources do not have System.CommandLine 2.9.9; version 3.0.0 was loaded instead.\n",
        session.Run("#r \"nuget: System.CommandLine, 2.9.9\"").Console);

    [WholeFact]
    public void Package_WithoutAVersionThatExists_IsNamed()
    {
        string message = session.Run("#r \"nuget: No.Such, 1.0.0\"").Error.Value;

        // the session restores all its packages together, also those of tests that ran before
        Assert.StartsWith("line 1: the packages could not be restored (", message, StringComparison.Ordinal);
        Assert.Contains("No.Such, 1.0.0", message, StringComparison.Ordinal);
        Assert.EndsWith("Check name, version, network and package sources (`dotnet nuget list source`).",
            message, StringComparison.Ordinal);
    }
}
