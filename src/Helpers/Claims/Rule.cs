namespace HonestAsync;

/// <summary>
/// Turns a row of evidence into a verdict: a pure function, so that the same row always gives the same word,
/// and the word is never passed in.
/// </summary>
public sealed class Rule
{
    private readonly Func<Evidence, Trilean> _core;
    private readonly Func<Evidence, Trilean>? _difference;
    private readonly Func<Evidence, Trilean>? _otherVariant;

    private Rule(string criterion, Func<Evidence, Trilean> core, string? qualifier = null,
        Func<Evidence, Trilean>? difference = null, Func<Evidence, Trilean>? otherVariant = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(criterion);
        ArgumentNullException.ThrowIfNull(core);
        (Criterion, _core, Qualifier, _difference, _otherVariant) = (criterion, core, qualifier, difference, otherVariant);
    }

    /// <summary>What the evidence must show, in words.</summary>
    public string Criterion { get; }

    /// <summary>
    /// The .NET difference of a twist, or the condition of a depends; null for a plain rule.
    /// </summary>
    public string? Qualifier { get; }

    /// <summary>Holds when <paramref name="core"/> is yes, refuted when it is no.</summary>
    public static Rule Holds(string criterion, Func<Evidence, Trilean> core) => new(criterion, core);

    /// <summary>
    /// Twist when the claim's <paramref name="core"/> and the .NET <paramref name="difference"/> were both
    /// measured; holds when only the core was; refuted without the core.
    /// </summary>
    public static Rule Twist(string criterion, Func<Evidence, Trilean> core, string qualifier, Func<Evidence, Trilean> difference)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(qualifier);
        ArgumentNullException.ThrowIfNull(difference);
        return new Rule(criterion, core, qualifier, difference: difference);
    }

    /// <summary>Depends when the two variants give opposite answers; holds or refuted when they agree.</summary>
    /// <param name="criterion">What the evidence must show in a variant.</param>
    /// <param name="condition">The condition in which the variants differ.</param>
    /// <param name="variant">The claim in the variant where it should be true.</param>
    /// <param name="otherVariant">The claim in the other variant.</param>
    public static Rule Depends(string criterion, string condition, Func<Evidence, Trilean> variant, Func<Evidence, Trilean> otherVariant)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(condition);
        ArgumentNullException.ThrowIfNull(otherVariant);
        return new Rule(criterion, variant, condition, otherVariant: otherVariant);
    }

    /// <summary>The verdict on a row.</summary>
    public Verdict Judge(Evidence evidence)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        var core = _core(evidence);
        if (_otherVariant is not null)
        {
            return Variants(core, _otherVariant(evidence));
        }
        // both questions are always asked, so that what a rule reads does not depend on the answers
        var difference = _difference?.Invoke(evidence) ?? false;
        return core.IsNo ? Verdict.Refuted
            : !core.IsYes ? Verdict.Inconclusive
            : difference.IsYes ? Verdict.Twist
            : difference.IsNo ? Verdict.Holds
            : Verdict.Inconclusive;
    }

    private static Verdict Variants(Trilean variant, Trilean other) =>
        variant.IsYes && other.IsYes ? Verdict.Holds
        : variant.IsNo && other.IsNo ? Verdict.Refuted
        : (variant.IsYes || variant.IsNo) && (other.IsYes || other.IsNo) ? Verdict.Depends
        : Verdict.Inconclusive;
}
