namespace HonestAsync;

/// <summary>
/// One arrow of a sequence diagram, or a note on a lifeline when it goes from a participant to itself. Highlight the
/// step in which things go wrong.
/// </summary>
public sealed record Message(string From, string To, string Text, bool Highlight = false)
{
    internal bool IsNote => string.Equals(From, To, StringComparison.Ordinal);
}
