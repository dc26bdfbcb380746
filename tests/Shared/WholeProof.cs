using System.Runtime.CompilerServices;

namespace HonestAsync.Testing;

/// <summary>
/// True under CI, with HONEST_ASYNC_PROOF=whole, and while golden files are refreshed: then every test runs. Otherwise the
/// tests that take seconds of processor time are skipped, always the same ones.
/// </summary>
internal static class WholeProof
{
    public const string Reason = "takes seconds of processor time, run it with: HONEST_ASYNC_PROOF=whole dotnet test";

    public static bool IsOn { get; } = Says("CI", "true") || Says("HONEST_ASYNC_PROOF", "whole")
        || Says("REFRESH_GOLDEN", "1");

    private static bool Says(string variable, string value) =>
        string.Equals(Environment.GetEnvironmentVariable(variable), value, StringComparison.OrdinalIgnoreCase);
}

/// <summary>A test of the whole proof only; otherwise skipped, with the command that runs it.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class WholeFactAttribute : FactAttribute
{
    public WholeFactAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber)
    {
        Skip = WholeProof.Reason;
        SkipUnless = nameof(WholeProof.IsOn);
        SkipType = typeof(WholeProof);
    }
}

/// <summary>A theory of the whole proof only; otherwise skipped, with the command that runs it.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class WholeTheoryAttribute : TheoryAttribute
{
    public WholeTheoryAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber)
    {
        Skip = WholeProof.Reason;
        SkipUnless = nameof(WholeProof.IsOn);
        SkipType = typeof(WholeProof);
    }
}
