using System.Diagnostics;
using Microsoft.CodeAnalysis.CSharp;

namespace HonestAsync.Katas.Tests;

/// <summary>What a learner reads under plain <c>dotnet test</c> when the code under test ends the process.</summary>
/// <remarks>Compiled and started here with the frame of the katas and xunit's own console, without a build.</remarks>
public sealed class ExitTests : IDisposable
{
    private const string Entry = "Entry";
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);
    private readonly string _folder = Directory.CreateTempSubdirectory("honest-async-").FullName;

    [Theory]
    [InlineData("Environment.Exit(0);")]
    [InlineData("var thread = new Thread(() => Environment.Exit(0)); thread.Start(); thread.Join();")]
    public async Task A_process_that_the_code_ended_says_which_test_was_running_and_fails(string body)
    {
        Compile($$"""
            public sealed class ExitingTests
            {
                [Fact]
                public void A_deposit_is_booked() { {{body}} }
            }
            """);

        var (exitCode, error) = await RunAsync();

        Assert.Equal(2, exitCode);
        Assert.Contains("Failed: A deposit is booked", error, StringComparison.Ordinal);
        Assert.Contains("ended the whole process with Environment.Exit(0)", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_process_whose_tests_have_ended_says_nothing()
    {
        Compile("""
            public sealed class EndingTests
            {
                [Fact]
                public void A_deposit_is_booked() { }
            }
            """);

        var (exitCode, error) = await RunAsync();

        Assert.Equal("", error);
        Assert.Equal(0, exitCode);
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Executable => Path.Combine(_folder, "exits.dll");

    private void Compile(string tests)
    {
        string main = $$"""
            internal static class {{Entry}}
            {
                public static async Task<int> Main(string[] args) => await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args);
            }
            """;
        string frame = Corpus.Project.KataFrame;
        var compilation = CSharpCompilation.Create("exits",
            [
                KataOptions.Frame, KataOptions.TreeOf(File.ReadAllText(frame), frame),
                KataOptions.TreeOf(main, "Entry.cs"), KataOptions.TreeOf(tests, "Tests.cs"),
            ],
            KataReferences.For([]), KataOptions.Compilation.WithMainTypeName(Entry));
        var emitted = compilation.Emit(Executable, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(emitted.Success, string.Join('\n', emitted.Diagnostics));
        foreach (string library in Directory.GetFiles(KataReferences.HostFolder, "*.dll"))
        {
            File.Copy(library, Path.Combine(_folder, Path.GetFileName(library)));
        }
    }

    private async Task<(int ExitCode, string Error)> RunAsync()
    {
        string settings = Path.Combine(KataReferences.HostFolder, "KataHost.runtimeconfig.json");
        var start = new ProcessStartInfo("dotnet", ["exec", "--runtimeconfig", settings, Executable])
        { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(s_limit);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            string error = await process.StandardError.ReadToEndAsync(limit.Token);
            await output;
            await process.WaitForExitAsync(limit.Token);
            return (process.ExitCode, error);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}
