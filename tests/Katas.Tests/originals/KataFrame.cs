// Compiled into every kata, into the solutions and into the proof: how the tests of a kata are run.
using Xunit.Sdk;
using Xunit.v3;

// one test at a time, because the harness watches the whole process's thread pool
[assembly: CollectionBehavior(DisableTestParallelization = true)]
[assembly: TestCaseOrderer(typeof(HonestAsync.Katas.InFileOrder))]

namespace HonestAsync.Katas;

/// <summary>Runs tests in the order of their file, so that after a hang always the same ones are left out.</summary>
public sealed class InFileOrder : ITestCaseOrderer
{
    /// <inheritdoc/>
    public IReadOnlyCollection<TTestCase> OrderTestCases<TTestCase>(IReadOnlyCollection<TTestCase> testCases)
        where TTestCase : notnull, ITestCase =>
        [.. testCases.OrderBy(test => (test as IXunitTestCase)?.TestMethod.Method.MetadataToken ?? 0)];
}
