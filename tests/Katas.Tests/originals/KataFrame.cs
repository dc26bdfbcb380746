// Compiled into every kata, into the solutions and into the proof: how the tests of a kata are run.
using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

// one test at a time, because the harness watches the whole process's thread pool
[assembly: CollectionBehavior(DisableTestParallelization = true)]
[assembly: TestCaseOrderer(typeof(HonestAsync.Katas.InFileOrder))]
[assembly: HonestAsync.Katas.ExplainsExit]

namespace HonestAsync.Katas;

/// <summary>Runs tests in the order of their file, so that after a hang always the same ones are left out.</summary>
public sealed class InFileOrder : ITestCaseOrderer
{
    /// <inheritdoc/>
    public IReadOnlyCollection<TTestCase> OrderTestCases<TTestCase>(IReadOnlyCollection<TTestCase> testCases)
        where TTestCase : notnull, ITestCase =>
        [.. testCases.OrderBy(test => (test as IXunitTestCase)?.TestMethod.Method.MetadataToken ?? 0)];
}

/// <summary>Says which test was running when the code under test ended the whole process, and makes the run fail.</summary>
/// <remarks>
/// Otherwise the runner would say that there were no tests at all. Inside <c>dojo</c>, which hears of an exit by
/// itself, it keeps silent.
/// </remarks>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class ExplainsExitAttribute : BeforeAfterTestAttribute
{
    private const int TestFailed = 2;
    private static string? s_running;

    /// <inheritdoc/>
    public override void Before(MethodInfo methodUnderTest, IXunitTest test)
    {
        ArgumentNullException.ThrowIfNull(methodUnderTest);
        if (Assembly.GetEntryAssembly() == typeof(ExplainsExitAttribute).Assembly)
        {
            s_running = methodUnderTest.Name.Replace('_', ' ');
            AppDomain.CurrentDomain.ProcessExit += Explain;
        }
    }

    /// <inheritdoc/>
    public override void After(MethodInfo methodUnderTest, IXunitTest test) => AppDomain.CurrentDomain.ProcessExit -= Explain;

    private static void Explain(object? sender, EventArgs e)
    {
        // past whatever may have been put in the console's place
        using var error = new StreamWriter(Console.OpenStandardError());
        error.WriteLine($"""

            Failed: {s_running}
              The code under test ended the whole process with Environment.Exit({Environment.ExitCode}) while this test was
              running, and the verdict of all tests with it. Throw an exception instead, or return.
            """);
        Environment.ExitCode = TestFailed;
    }
}
