namespace HonestAsync;

/// <summary>
/// Which call of which operation: the operation's place, and the number of the call among its calls. The
/// label is part of it, so that a run in which the same number asks something else shows as another run.
/// </summary>
internal readonly record struct CallKey(int Owner, int Number, int Label)
{
    public bool ComesAfter(CallKey other) =>
        Owner == other.Owner ? Number > other.Number : Owner > other.Owner;
}
