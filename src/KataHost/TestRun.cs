using System.Diagnostics;
using System.Reflection;
using System.Runtime.Loader;
using Xunit;
using Xunit.Runner.Common;
using Xunit.Sdk;
using Xunit.v3;

namespace HonestAsync.KataHost;

/// <summary>
/// Runs the tests of an assembly in memory, with xunit's own discoverer and executor.
/// </summary>
internal static class TestRun
{
    // reported immediately, not by a thread of xunit's: before a crash, everything up to it must have been reported
    private static readonly TestAssemblyConfiguration s_configuration = new() { SynchronousMessageReporting = true };

    /// <summary>
    /// Runs the host's own tests, so that xunit, the harness and the reports are compiled before a kata
    /// comes.
    /// </summary>
    public static void WarmUp() =>
        RunAsync(typeof(TestRun).Assembly, "warm-up.dll", what => _ = what.Encode()).GetAwaiter().GetResult();

    /// <summary>Runs a kata, and reports it, also if it cannot be run.</summary>
    public static void Run(HostRequest request, Action<HostEvent> tell)
    {
        // statics are fresh in each run, also where one process runs a kata many times
        var context = new AssemblyLoadContext("kata", isCollectible: true);
        try
        {
            var loaded = request.Assemblies.Select(each => context.LoadFromStream(
                new MemoryStream(each.Image), new MemoryStream(each.Symbols))).ToList();
            RunAsync(loaded[^1], request.Path, tell).GetAwaiter().GetResult();
        }
        catch (Exception error)
        {
            tell(new HostEvent(HostEventKind.Broken) { Message = error.Message, Exception = error.GetType().FullName, Stack = error.StackTrace });
        }
        context.Unload();
    }

    private static async Task RunAsync(Assembly assembly, string path, Action<HostEvent> tell)
    {
        long start = Stopwatch.GetTimestamp();
        TestContext.SetForInitialization(diagnosticMessageSink: null, diagnosticMessages: false,
            internalDiagnosticMessages: false);
        var kata = new MemoryTestAssembly(assembly, path);
        var cases = new List<IXunitTestCase>();
        await using var discoverer = new XunitTestFrameworkDiscoverer(kata, collectionFactory: null);
        await discoverer.Find(found =>
        {
            cases.Add((IXunitTestCase)found);
            return new(true);
        }, TestFrameworkOptions.ForDiscovery(s_configuration), types: null, CancellationToken.None);
        var ordered = kata.TestCaseOrderer?.OrderTestCases(cases) ?? cases;
        tell(new HostEvent(HostEventKind.Found) { Tests = [.. ordered.Select(test => TestReports.NameOf(test.TestCaseDisplayName))] });
        await using var executor = new XunitTestFrameworkExecutor(kata);
        await executor.RunTestCases(
            ordered, new TestReports(tell), TestFrameworkOptions.ForExecution(s_configuration), CancellationToken.None);
        tell(new HostEvent(HostEventKind.Done) { Milliseconds = Stopwatch.GetElapsedTime(start).TotalMilliseconds });
    }
}
