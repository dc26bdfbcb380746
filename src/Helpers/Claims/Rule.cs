namespace HonestAsync;

/// <summary>
/// Turns a row of evidence into a verdict: a pure function, so that the same row always gives the same word,
/// and the word is never passed in.
/// </summary>
public sealed class Rule
{
    private readonly Func<Evidence, Trilean> _core;
    private readonly Func<Evidence, Trilean>? _difference;
    private readonly Func<Evidence, Trilean>? _otherArm;

    private Rule(string needs, Func<Evidence, Trilean> core, string? says = null,
        Func<Evidence, Trilean>? difference = null, Func<Evidence, Trilean>? otherArm = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(needs);
        ArgumentNullException.ThrowIfNull(core);
        (Needs, _core, Says, _difference, _otherArm) = (needs, core, says, difference, otherArm);
    }

    /// <summary>What the evidence must show, in words.</summary>
    public string Needs { get; }

    /// <summary>
    /// The .NET difference of a twist, or the condition of a depends; null for a plain rule.
    /// </summary>
    public string? Says { get; }

    /// <summary>Holds when <paramref name="core"/> is yes, refuted when it is no.</summary>
    public static Rule Holds(string needs, Func<Evidence, Trilean> core) => new(needs, core);

    /// <summary>
    /// Twist when the claim's <paramref name="core"/> and the .NET <paramref name="difference"/> were both
    /// measured; holds when only the core was; refuted without the core.
    /// </summary>
    public static Rule Twist(string needs, Func<Evidence, Trilean> core, string says, Func<Evidence, Trilean> difference)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(says);
        ArgumentNullException.ThrowIfNull(difference);
        return new Rule(needs, core, says, difference: difference);
    }

    /// <summary>Depends when the two arms give opposite answers; holds or refuted when they agree.</summary>
    /// <param name="needs">What the evidence must show in an arm.</param>
    /// <param name="condition">What tells the arms apart.</param>
    /// <param name="arm">The claim in the arm where it should be true.</param>
    /// <param name="otherArm">The claim in the other arm.</param>
    public static Rule Depends(string needs, string condition, Func<Evidence, Trilean> arm, Func<Evidence, Trilean> otherArm)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(condition);
        ArgumentNullException.ThrowIfNull(otherArm);
        return new Rule(needs, arm, condition, otherArm: otherArm);
    }

    /// <summary>The verdict on a row.</summary>
    public Verdict Judge(Evidence evidence)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        var core = _core(evidence);
        if (_otherArm is not null)
        {
            return Arms(core, _otherArm(evidence));
        }
        // both questions are always asked, so that what a rule reads does not depend on the answers
        var difference = _difference?.Invoke(evidence) ?? false;
        return core.IsNo ? Verdict.Refuted
            : !core.IsYes ? Verdict.Inconclusive
            : difference.IsYes ? Verdict.Twist
            : difference.IsNo ? Verdict.Holds
            : Verdict.Inconclusive;
    }

    private static Verdict Arms(Trilean arm, Trilean other) =>
        arm.IsYes && other.IsYes ? Verdict.Holds
        : arm.IsNo && other.IsNo ? Verdict.Refuted
        : (arm.IsYes || arm.IsNo) && (other.IsYes || other.IsNo) ? Verdict.Depends
        : Verdict.Inconclusive;
}
