namespace HonestAsync;

/// <summary>
/// Who said what to whom, downwards in time: the picture of a race. Made for 2 to 5 participants; the conclusion
/// stands in a box below ("balance is 5, expected 15").
/// </summary>
/// <exception cref="ArgumentException">A message is from or to a stranger, or a name is given
/// twice.</exception>
[TypeFormatterSource(typeof(ChartFormatterSource), PreferredMimeTypes = ["text/html", "text/plain"])]
public sealed record SequenceDiagram(
    string Title, IReadOnlyList<string> Participants, IReadOnlyList<Message> Messages, string? Conclusion = null)
    : Chart(Title)
{
    internal const string Nothing = "Nothing happened.";
    internal const int MostParticipants = 8;

    /// <summary>From left to right, at most eight.</summary>
    public IReadOnlyList<string> Participants { get; } = Known(Participants);

    /// <summary>From top to bottom.</summary>
    public IReadOnlyList<Message> Messages { get; } = Checked(Messages, Participants);

    internal int Place(string participant) => ((List<string>)[.. Participants]).IndexOf(participant);

    private protected override string RenderText(int width) => SequenceText.Render(this, width);

    private protected override string RenderSvg() =>
        SvgBudget.Draw(Messages.Count, kept => SequenceSvg.Render(this, kept));

    private static IReadOnlyList<string> Known(IReadOnlyList<string> participants)
    {
        var copy = ChartGuard.Copy(participants, nameof(Participants));
        if (copy.Distinct(StringComparer.Ordinal).Count() != copy.Count)
        {
            throw new ArgumentException("Two participants have the same name.", nameof(participants));
        }

        return copy.Count <= MostParticipants
            ? copy
            : throw new ArgumentException(
                $"{copy.Count} lifelines do not fit beside each other; {MostParticipants} do.", nameof(participants));
    }

    private static IReadOnlyList<Message> Checked(IReadOnlyList<Message> messages, IReadOnlyList<string> participants)
    {
        var copy = ChartGuard.Copy(messages, nameof(Messages));
        var stranger = copy.SelectMany(message => new[] { message.From, message.To })
            .FirstOrDefault(name => !participants.Contains(name, StringComparer.Ordinal));
        return stranger is null
            ? copy
            : throw new ArgumentException($"'{stranger}' is not among the participants.", nameof(messages));
    }
}

/// <summary>
/// One arrow of a sequence diagram, or a note on a lifeline when it goes from a participant to itself. Highlight the
/// step in which things go wrong.
/// </summary>
public sealed record Message(string From, string To, string Text, bool Highlight = false)
{
    internal bool IsNote => string.Equals(From, To, StringComparison.Ordinal);
}
