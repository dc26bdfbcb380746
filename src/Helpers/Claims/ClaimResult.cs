using System.Text.Json.Serialization;

namespace HonestAsync;

/// <summary>
/// A claim with the verdict that a run gave it, and the evidence. Only a <see cref="Scoreboard"/> creates it, or
/// <see cref="VerdictContract.Read"/> from the JSON of one. Immutable.
/// </summary>
[TypeFormatterSource(typeof(ClaimResultFormatters), PreferredMimeTypes = ["text/html", "text/plain"])]
public sealed record ClaimResult
{
    [JsonConstructor]
    internal ClaimResult(string id, Verdict verdict) => (Id, Verdict) = (id, verdict);

    /// <summary>The claim's id in the ledger.</summary>
    public string Id { get; }

    /// <summary>What the rule made of the treatment's row.</summary>
    public Verdict Verdict { get; }

    /// <summary>What the same rule made of the control's row; another verdict. Null where nothing was judged.</summary>
    public Verdict? ControlVerdict { get; init; }

    /// <summary>
    /// The weakest form of evidence that the rule looked at; null where nothing was judged.
    /// </summary>
    public EvidenceForm? Form { get; init; }

    /// <summary>The treatment's row; empty where nothing was judged.</summary>
    [JsonRequired]
    public IReadOnlyList<EvidenceEntry> Evidence { get; init; } = [];

    /// <summary>The control's row; empty where nothing was judged.</summary>
    [JsonRequired]
    public IReadOnlyList<EvidenceEntry> ControlEvidence { get; init; } = [];

    /// <summary>What the evidence must show, in words; null where nothing was judged.</summary>
    public string? Criterion { get; init; }

    /// <summary>The .NET difference, the condition, or the reason for not measuring; null where there is none.</summary>
    public string? Qualifier { get; init; }

    /// <summary>The reader's prediction, when one was made.</summary>
    public string? Predicted { get; init; }

    /// <summary>The rows below the verdict: a label and its text.</summary>
    internal IEnumerable<(string Label, string Text)> Rows()
    {
        if (Criterion is not null)
        {
            yield return ("measured", Evidence.ToText());
            yield return ("control", ControlEvidence.ToText());
            yield return ("criterion", Criterion);
        }
        if (Qualifier is not null && Verdict.QualifierLabel() is { } label)
        {
            yield return (label, Qualifier);
        }
        if (Predicted is not null)
        {
            yield return ("you said", Predicted);
        }
    }

    /// <inheritdoc/>
    public override string ToString() => string.Join('\n',
        Rows().Select(row => $"  {row.Label,-11}{row.Text}").Prepend($"{Id}: {Verdict.Word().ToUpperInvariant()}"));
}
