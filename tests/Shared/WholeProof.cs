using System.Runtime.CompilerServices;

namespace HonestAsync.Testing;

/// <summary>
/// True under CI, or where HONEST_ASYNC_PROOF=whole asks for it, or golden files are drawn anew: then everything is run.
/// Otherwise the tests answer soon, and leave out what costs seconds of processor time.
/// </summary>
internal static class WholeProof
{
    public const string Reason = "costs seconds of processor time: under CI, or with HONEST_ASYNC_PROOF=whole";

    public static bool IsOn { get; } = Says("CI", "true") || Says("HONEST_ASYNC_PROOF", "whole")
        || Says("REFRESH_GOLDEN", "1");

    private static bool Says(string variable, string value) =>
        string.Equals(Environment.GetEnvironmentVariable(variable), value, StringComparison.OrdinalIgnoreCase);
}

/// <summary>A test of the whole proof only; skipped otherwise, with the reason.</summary>
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

/// <summary>Rows of the whole proof only; skipped otherwise, with the reason.</summary>
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
