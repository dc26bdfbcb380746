namespace HonestAsync.Dojo;

/// <summary>Result of the long proof of one kata.</summary>
/// <param name="Kata">The kata.</param>
/// <param name="Misses">Every miss, in words; empty if the proof holds.</param>
internal sealed record KataProof(Kata Kata, IReadOnlyList<string> Misses)
{
    /// <summary>Green runs of the solution, in the way that the name says: how many of how many.</summary>
    public required IReadOnlyDictionary<string, (int Green, int Of)> Solution { get; init; }

    public required (int Accepted, int Of) Alternatives { get; init; }

    public required (int Rejected, int Of) Wrong { get; init; }

    /// <summary>The longest test time of a run that must be red by assertions, in a fresh process.</summary>
    public required TimeSpan SlowestRed { get; init; }

    /// <summary>The longest test time of a run that must be green, in a fresh process.</summary>
    public required TimeSpan SlowestGreen { get; init; }

    public required TimeSpan Elapsed { get; init; }
}
