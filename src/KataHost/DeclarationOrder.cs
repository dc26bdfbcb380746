using Xunit.Sdk;
using Xunit.v3;

namespace HonestAsync.KataHost;

/// <summary>
/// The order in which the tests stand in their file. xunit's own order depends on the path of the assembly, so that
/// after a hang each machine would leave out other tests.
/// </summary>
internal sealed class DeclarationOrder : ITestCaseOrderer
{
    public static readonly DeclarationOrder Instance = new();

    public IReadOnlyCollection<TTestCase> OrderTestCases<TTestCase>(IReadOnlyCollection<TTestCase> testCases)
        where TTestCase : notnull, ITestCase =>
        [.. testCases.OrderBy(test => test.TestClassMetadataToken).ThenBy(test => test.TestMethodMetadataToken)];
}
