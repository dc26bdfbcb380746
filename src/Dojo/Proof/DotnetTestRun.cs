using System.Diagnostics;
using System.Globalization;
using System.Xml.Linq;
using HonestAsync.Processes;

namespace HonestAsync.Dojo;

/// <summary>
/// Runs the tests of one namespace of a built test project, and reads the report that it writes.
/// </summary>
internal static class DotnetTestRun
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);

    /// <returns>The tests in the order of their names; null when the process was lost before it could
    /// report.</returns>
    public static async Task<IReadOnlyList<TestOutcome>?> RunAsync(DotnetTestProject project, int variant, CancellationToken cancellationToken)
    {
        string report = $"{variant.ToString(CultureInfo.InvariantCulture)}.xml";
        var start = new ProcessStartInfo(DotnetHost.Find(),
            [project.Executable, "--filter-namespace", project.NamespaceOf(variant), "--results-directory", project.ResultsFolder,
             "--report-xunit", "--report-xunit-filename", report, "--no-progress"])
        { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = new PrintedText(0);
        var reading = Task.WhenAll(output.ReadAsync(process.StandardOutput),
            output.ReadAsync(process.StandardError));
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(s_limit);
        try
        {
            await process.WaitForExitAsync(limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
            await reading.ConfigureAwait(false);
        }
        string file = Path.Combine(project.ResultsFolder, report);
        return File.Exists(file) ? [.. Outcomes(file).OrderBy(test => test.Name, StringComparer.Ordinal)] : null;
    }

    private static IEnumerable<TestOutcome> Outcomes(string file) =>
        XDocument.Load(file).Descendants("test").Select(test =>
        {
            string method = (string)test.Attribute("method")!;
            if ((string?)test.Attribute("result") == "Pass")
            {
                return new TestOutcome(method, TestState.Passed);
            }
            var failure = test.Element("failure");
            string message = failure?.Element("message")?.Value ?? "";
            string? exception = (string?)failure?.Attribute("exception-type");
            bool hung = exception?.EndsWith("HungException", StringComparison.Ordinal) == true;
            bool notRun = message.Contains("Not run: an earlier test hung", StringComparison.Ordinal);
            var state = notRun ? TestState.NotRun : hung ? TestState.Hung : TestState.Failed;
            return new TestOutcome(method, state) { Message = message, Exception = exception };
        });
}
