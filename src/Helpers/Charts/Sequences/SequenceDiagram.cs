namespace HonestAsync;

/// <summary>
/// A sequence diagram: messages between participants, time running downwards. Made for 2 to 5 participants; the conclusion
/// is shown in a box below ("balance is 5, expected 15").
/// </summary>
/// <exception cref="ArgumentException">A message names an unknown participant, or two participants share a name.</exception>
[TypeFormatterSource(typeof(ChartFormatterSource), PreferredMimeTypes = ["text/html", "text/plain"])]
public sealed record SequenceDiagram(
    string Title, IReadOnlyList<string> Participants, IReadOnlyList<Message> Messages, string? Conclusion = null)
    : Chart(Title)
{
    internal const string Nothing = "Nothing happened.";
    internal const int MostParticipants = 8;

    /// <summary>The participants, from left to right; at most eight.</summary>
    public IReadOnlyList<string> Participants { get; } = Known(Participants);

    /// <summary>The messages, from top to bottom.</summary>
    public IReadOnlyList<Message> Messages { get; } = Checked(Messages, Participants);

    internal int IndexOf(string participant) => ((List<string>)[.. Participants]).IndexOf(participant);

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
                $"{copy.Count} lifelines do not fit next to each other; {MostParticipants} do.", nameof(participants));
    }

    private static IReadOnlyList<Message> Checked(IReadOnlyList<Message> messages, IReadOnlyList<string> participants)
    {
        var copy = ChartGuard.Copy(messages, nameof(Messages));
        var unknown = copy.SelectMany(message => new[] { message.From, message.To })
            .FirstOrDefault(name => !participants.Contains(name, StringComparer.Ordinal));
        return unknown is null
            ? copy
            : throw new ArgumentException($"'{unknown}' is not among the participants.", nameof(messages));
    }
}

/// <summary>
/// One arrow of a sequence diagram; a message from a participant to itself is a note on its lifeline. Highlight the step
/// that goes wrong.
/// </summary>
public sealed record Message(string From, string To, string Text, bool Highlight = false)
{
    internal bool IsNote => string.Equals(From, To, StringComparison.Ordinal);
}
