using System.Diagnostics;
using System.Text.Json;
using Microsoft.CodeAnalysis.CSharp;

namespace HonestAsync.Dojo.Tests;

/// <summary>
/// The engine compiles as <c>dotnet test</c> does: the compiler's own command line is the witness.
/// </summary>
public class OptionsTests
{
    // what the engine leaves out: the runner of dotnet test and what it brings; no kata can use it
    private static readonly string[] s_notForKatas = ["Microsoft.Testing.", "Microsoft.ApplicationInsights", "Microsoft.Bcl.", "Microsoft.Win32.Registry", "xunit.v3.mtp-v1"];

    [WholeFact]
    public async Task Options_symbols_usings_and_references_are_those_of_the_kata_projects()
    {
        var project = ProjectFolder.Find(AppContext.BaseDirectory);
        var kata = Kata.All(project)[0];
        // next to the katas, so that no learner's file is read
        using var real = new DotnetTestProject(kata, [kata.Variant(VariantKind.Solution)]);
        string[] given = await CompilerArgumentsAsync(real.ProjectFile);

        var built = CSharpCommandLineParser.Default.Parse(given, Path.GetDirectoryName(real.ProjectFile),
            sdkDirectory: null);

        Assert.Equal(built.ParseOptions.LanguageVersion, KataOptions.Parse.LanguageVersion);
        Assert.Equal(built.ParseOptions.PreprocessorSymbolNames.Order(StringComparer.Ordinal),
            KataOptions.Parse.PreprocessorSymbolNames.Order(StringComparer.Ordinal));
        var expected = built.CompilationOptions;
        var actual = KataOptions.Compilation;
        Assert.Equal(
            (expected.OutputKind, expected.OptimizationLevel, expected.NullableContextOptions, expected.AllowUnsafe, expected.CheckOverflow, expected.Deterministic),
            (actual.OutputKind, actual.OptimizationLevel, actual.NullableContextOptions, actual.AllowUnsafe, actual.CheckOverflow, actual.Deterministic));
        Assert.Equal((expected.WarningLevel, expected.GeneralDiagnosticOption),
            (actual.WarningLevel, actual.GeneralDiagnosticOption));
        Assert.Equal(expected.SpecificDiagnosticOptions.OrderBy(option => option.Key, StringComparer.Ordinal), actual.SpecificDiagnosticOptions.OrderBy(option => option.Key, StringComparer.Ordinal));
        Assert.Equal(Names(built.MetadataReferences.Select(reference => reference.Reference)), Names(KataReferences.For(kata.File.References).Select(reference => reference.Display!)));
        Assert.Equal(GlobalUsings(built), KataOptions.Usings.Order(StringComparer.Ordinal));
        Assert.Contains(project.KataFrame, built.SourceFiles.Select(file => Path.GetFullPath(file.Path)));
    }

    private static IEnumerable<string> Names(IEnumerable<string> paths) =>
        paths.Select(path => Path.GetFileName(path)!).Where(name => !s_notForKatas.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)))
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    private static IEnumerable<string> GlobalUsings(CSharpCommandLineArguments built) =>
        File.ReadLines(built.SourceFiles.Single(file => file.Path.EndsWith("GlobalUsings.g.cs", StringComparison.Ordinal)).Path)
            .Where(line => line.StartsWith("global using ", StringComparison.Ordinal))
            .Select(line => line["global using ".Length..].Replace("global::", "", StringComparison.Ordinal).TrimEnd(';')).Order(StringComparer.Ordinal);

    /// <summary>What the build would pass to the compiler; nothing is compiled.</summary>
    private static async Task<string[]> CompilerArgumentsAsync(string project)
    {
        var start = new ProcessStartInfo("dotnet",
            ["msbuild", project, "-restore", "-nologo", "-t:Compile", "-p:ProvideCommandLineArgs=true", "-p:SkipCompilerExecution=true",
             "-p:BuildProjectReferences=false", "-getItem:CscCommandLineArgs"])
        { RedirectStandardOutput = true, UseShellExecute = false };
        using var build = Process.Start(start)!;
        string output = await build.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await build.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(build.ExitCode == 0, output);
        using var json = JsonDocument.Parse(output);
        return [.. json.RootElement.GetProperty("Items").GetProperty("CscCommandLineArgs").EnumerateArray().Select(item => item.GetProperty("Identity").GetString()!)];
    }
}
