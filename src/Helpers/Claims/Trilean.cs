namespace HonestAsync;

/// <summary>
/// Yes, no, or unclear: what a measurement answers to a question. Unclear comes from ratios alone.
/// </summary>
public readonly record struct Trilean
{
    private readonly bool? _value;

    private Trilean(bool? value) => _value = value;

    /// <summary>The spread straddles the threshold.</summary>
    public static Trilean Unclear => new(null);

    /// <summary>True when it is a plain yes.</summary>
    public bool IsYes => _value == true;

    /// <summary>True when it is a plain no.</summary>
    public bool IsNo => _value == false;

    /// <summary>A count or a flag answers plainly.</summary>
    public static implicit operator Trilean(bool value) => new(value);

    /// <summary>No if either is no; unclear if one is unclear and the other is not no.</summary>
    public static Trilean operator &(Trilean left, Trilean right) =>
        left.IsNo || right.IsNo ? false : left.IsYes && right.IsYes ? true : Unclear;

    /// <summary>Yes if either is yes; unclear if one is unclear and the other is not yes.</summary>
    public static Trilean operator |(Trilean left, Trilean right) =>
        left.IsYes || right.IsYes ? true : left.IsNo && right.IsNo ? false : Unclear;

    /// <summary>Unclear stays unclear.</summary>
    public static Trilean operator !(Trilean answer) => new(!answer._value);

    /// <inheritdoc/>
    public override string ToString() => IsYes ? "yes" : IsNo ? "no" : "unclear";
}
