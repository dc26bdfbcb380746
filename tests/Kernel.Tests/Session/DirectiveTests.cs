namespace HonestAsync.Kernel.Tests;

[Collection(nameof(SharedSession))]
public sealed class DirectiveTests(SharedSession session)
{
    [Fact]
    public void MissingBuild_IsNamedWithItsCommand() => Assert.Equal(
        "line 2: `../src/Thing/bin/Release/net10.0/Thing.dll` is not there: it has not been built yet. Build it with " +
        "`dotnet build src/Thing -c Release` at the root of the repository, then run this cell again.",
        session.Run("\n#r \"../src/Thing/bin/Release/net10.0/Thing.dll\"\n1").Error.Value);

    [Fact]
    public void Reference_IsAShadowCopy_AndWarnsOfNewerSources()
    {
        var project = Directory.CreateDirectory(Path.Combine(session.Folder, "Stale")).FullName;
        var output = Directory.CreateDirectory(Path.Combine(project, "bin", "Release", "net10.0")).FullName;
        var library = Path.Combine(output, "Microsoft.CodeAnalysis.Scripting.dll");
        File.Copy(typeof(Microsoft.CodeAnalysis.Scripting.ScriptOptions).Assembly.Location, library);
        File.WriteAllText(Path.Combine(project, "Microsoft.CodeAnalysis.Scripting.csproj"), "");
        File.WriteAllText(Path.Combine(project, "New.cs"), "");
        File.SetLastWriteTimeUtc(library, new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));

        var shown = session.Run(
            """
            var one = 1;
            #r "Stale/bin/Release/net10.0/Microsoft.CodeAnalysis.Scripting.dll"
            typeof(Microsoft.CodeAnalysis.Scripting.Script).Assembly.Location
            """);

        Assert.StartsWith(
            "warning: Microsoft.CodeAnalysis.Scripting.dll is older than its source New.cs; this notebook runs the old " +
            "code. Build it with `dotnet build Stale -c Release`",
            shown.Console, StringComparison.Ordinal);
        Assert.StartsWith(Path.GetTempPath(), shown.Value, StringComparison.Ordinal);
        Assert.DoesNotContain("Stale", shown.Value, StringComparison.Ordinal);
        Assert.Equal("(3,1): error CS0103: The name 'oops' does not exist in the current context",
            session.Run("var two = 2;\n#r \"Stale/bin/Release/net10.0/Microsoft.CodeAnalysis.Scripting.dll\"\noops").Error.Value);
    }

    [Fact]
    public void LoadedFile_SharesTheCellsScope()
    {
        File.WriteAllText(Path.Combine(session.Folder, "twice.csx"), "int Twice(int n) => n * 2;\n");

        Assert.Equal("42", session.Run("#load \"twice.csx\"\nTwice(21)").Value);
    }

    [Theory]
    [InlineData("#!time\n1", "line 1: `#!time`")]
    [InlineData("1;\n\n#!csharp\n2", "line 3: `#!csharp`")]
    public void MagicCommand_IsAnsweredWithItsLine(string source, string start)
    {
        var shown = session.Run(source);

        Assert.Equal(CellOutcome.NotCompiled, shown.Outcome);
        Assert.StartsWith(start, shown.Error.Value, StringComparison.Ordinal);
        Assert.EndsWith("delete the line, or write what it does in C#.", shown.Error.Value,
            StringComparison.Ordinal);
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
