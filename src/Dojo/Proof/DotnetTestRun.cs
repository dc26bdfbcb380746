using System.Globalization;
using System.Xml.Linq;
using HonestAsync.Processes;

namespace HonestAsync.Dojo;

/// <summary>
/// Runs the tests of one namespace of a built test project, and reads the report that it writes.
/// </summary>
internal static class DotnetTestRun
{
    private static readonly ProcessBound s_bound = new(TimeSpan.FromSeconds(60)) { Output = 0, KillsFlood = false };

    /// <returns>The tests in the order of their names; null when the process was lost before it could
    /// report.</returns>
    public static async Task<IReadOnlyList<TestOutcome>?> RunAsync(DotnetTestProject project, int variant, CancellationToken cancellationToken)
    {
        string report = $"{variant.ToString(CultureInfo.InvariantCulture)}.xml";
        var start = ProcessStart.Dotnet(
            project.Executable, "--filter-namespace", project.NamespaceOf(variant), "--results-directory", project.ResultsFolder,
            "--report-xunit", "--report-xunit-filename", report, "--no-progress");
        var run = await ProcessRun.RunAsync(start, s_bound, cancellationToken).ConfigureAwait(false);
        string file = Path.Combine(project.ResultsFolder, report);
        return run.End == ProcessRunEnd.Exited && File.Exists(file) ? [.. Outcomes(file).OrderBy(test => test.Name, StringComparer.Ordinal)] : null;
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
