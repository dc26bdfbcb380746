using System.Diagnostics;
using System.Text.Json;

namespace HonestAsync.Katas.Tests;

/// <summary>The engine survives what learners write, and compiles as <c>dotnet test</c> would.</summary>
public sealed class EngineTests : IDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(3);
    private readonly KataCompiler _compiler = new();
    private readonly KataChild _child = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("honest-async-engine-").FullName;

    [Fact]
    public async Task A_process_that_never_ends_is_killed_at_the_limit_and_its_test_is_named()
    {
        var report = await RunAsync("while (true) { }");

        Assert.Equal((ChildEnd.TimedOut, "It_runs"), (report.End, report.Running));
        Assert.InRange(report.Elapsed, s_limit, s_limit * 3);
    }

    [Fact]
    public async Task A_process_that_crashes_is_reported_with_its_exit_code_and_its_test()
    {
        var report = await RunAsync("Environment.FailFast(\"gone\");");

        Assert.Equal((ChildEnd.Died, "It_runs"), (report.End, report.Running));
        Assert.NotEqual(0, report.ExitCode);
        Assert.Contains("gone", report.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_process_that_leaves_early_with_zero_is_no_green_run()
    {
        var report = await RunAsync("Environment.Exit(0);");

        Assert.Equal(ChildEnd.Died, report.End);
        Assert.False(report.Green);
    }

    [Fact]
    public async Task A_process_that_writes_without_end_is_killed()
    {
        var report = await RunAsync(
            "var raw = Console.OpenStandardOutput(); while (true) { raw.Write(new byte[99_999]); raw.WriteByte(10); }");

        Assert.Equal(ChildEnd.Flooded, report.End);
    }

    [Fact]
    public void Code_that_does_not_compile_gives_its_errors()
    {
        var compiled = Compile("int x = \"text\";");

        Assert.Null(compiled.Image);
        Assert.Contains("CS0029", Assert.Single(compiled.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_compiler_has_the_options_of_the_katas_project_file()
    {
        // a project beside the katas, so that no learner's file is read
        string project = Path.Combine(_folder, "options.csproj");
        await File.WriteAllTextAsync(project, $"""
            <Project>
              <Import Project="{Repository.At("katas", "Directory.Build.props")}" />
              <Import Sdk="Microsoft.NET.Sdk" Project="Sdk.props" />
              <Import Sdk="Microsoft.NET.Sdk" Project="Sdk.targets" />
            </Project>
            """, TestContext.Current.CancellationToken);
        using var process = Process.Start(new ProcessStartInfo("dotnet",
            ["msbuild", project, "-getProperty:LangVersion", "-getProperty:Nullable", "-getProperty:Configuration", "-getItem:Using"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        })!;
        using var said = JsonDocument.Parse(await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken));
        var properties = said.RootElement.GetProperty("Properties");
        var usings = said.RootElement.GetProperty("Items").GetProperty("Using").EnumerateArray().Select(item => item.GetProperty("Identity").GetString()!);

        Assert.Equal("14", properties.GetProperty("LangVersion").GetString());
        Assert.Equal("CSharp14", KataCompiler.Language.ToString());
        Assert.Equal("enable", properties.GetProperty("Nullable").GetString());
        Assert.Equal("Debug", properties.GetProperty("Configuration").GetString());
        Assert.Equal(KataCompiler.Usings, usings.Order(StringComparer.Ordinal));
    }

    public void Dispose()
    {
        _child.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private Task<ChildReport> RunAsync(string body) => _child.RunAsync(Compile(body), s_limit);

    private CompiledKata Compile(string body)
    {
        string file = Path.Combine(_folder, "Body.cs");
        File.WriteAllText(file, $"public class Tests {{ [Fact] public void It_runs() {{ {body} }} }}");
        return _compiler.Compile("engine", [file, Kata.Frame]);
    }
}
