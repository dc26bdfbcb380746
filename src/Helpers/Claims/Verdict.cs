namespace HonestAsync;

/// <summary>What a claim comes to in .NET. Only a <see cref="Rule"/> produces the first five.</summary>
public enum Verdict
{
    /// <summary>Measured as stated.</summary>
    Holds,

    /// <summary>Holds, but .NET changes an important part, and both were measured.</summary>
    Twist,

    /// <summary>Measured, and false.</summary>
    Refuted,

    /// <summary>True under one named condition and false under another; both were measured.</summary>
    Depends,

    /// <summary>
    /// The measurement's spread straddles what decides. Never a pass of a claim that can be counted.
    /// </summary>
    Inconclusive,

    /// <summary>Something that the experiment needs is missing on this machine.</summary>
    NotRun,

    /// <summary>About people or products: no run of code can tell.</summary>
    NotMeasurable,
}
