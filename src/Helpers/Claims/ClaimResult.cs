using System.Text.Json;

namespace HonestAsync;

/// <summary>A claim with the verdict that this run gave it, and the evidence.</summary>
[TypeFormatterSource(typeof(ClaimResultFormatters), PreferredMimeTypes = ["text/html", "text/plain"])]
public sealed record ClaimResult
{
    internal ClaimResult(string id, Verdict verdict) => (Id, Verdict) = (id, verdict);

    /// <summary>The claim's id in the ledger.</summary>
    public string Id { get; }

    /// <summary>What the rule made of the treatment's row.</summary>
    public Verdict Verdict { get; }

    /// <summary>What the same rule made of the control's row; always another word.</summary>
    public Verdict? ControlVerdict { get; init; }

    /// <summary>The treatment's row as text.</summary>
    public string Evidence { get; init; } = "";

    /// <summary>The control's row as text.</summary>
    public string ControlEvidence { get; init; } = "";

    /// <summary>
    /// The weakest form of evidence that the rule looked at; null where nothing was judged.
    /// </summary>
    public EvidenceForm? Form { get; init; }

    /// <summary>What the claim needs, in words.</summary>
    public string Needs { get; init; } = "";

    /// <summary>The .NET difference, the condition, or the reason for not measuring.</summary>
    public string? Says { get; init; }

    /// <summary>The reader's prediction, when one was made.</summary>
    public string? Predicted { get; init; }

    /// <summary>The word as people read it.</summary>
    public static string Word(Verdict verdict) => verdict switch
    {
        Verdict.Holds => "holds",
        Verdict.Twist => "holds with a twist",
        Verdict.Refuted => "refuted",
        Verdict.Depends => "depends",
        Verdict.Inconclusive => "inconclusive",
        Verdict.NotRun => "not run here",
        _ => "not measurable",
    };

    /// <inheritdoc/>
    public override string ToString()
    {
        var lines = new List<string> { $"{Id}: {Word(Verdict).ToUpperInvariant()}" };
        if (Evidence.Length > 0)
        {
            lines.Add($"  measured   {Evidence}");
            lines.Add($"  control    {ControlEvidence}");
            lines.Add($"  needs      {Needs}");
        }
        if (Says is not null && Verdict is not (Verdict.Holds or Verdict.Refuted))
        {
            lines.Add($"  {(Verdict == Verdict.Twist ? "in .NET    " : Verdict == Verdict.Depends ? "depends on " : "because    ")}{Says}");
        }
        if (Predicted is not null)
        {
            lines.Add($"  you said   {Predicted}");
        }
        return string.Join('\n', lines);
    }

    internal string ToJson() => JsonSerializer.Serialize(
        new
        {
            id = Id,
            verdict = Verdict.ToString(),
            controlVerdict = ControlVerdict?.ToString(),
            form = Form?.ToString(),
            evidence = Evidence,
            controlEvidence = ControlEvidence,
            needs = Needs,
            says = Says,
            predicted = Predicted,
        },
        s_json);

    private static readonly JsonSerializerOptions s_json = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
    };
}
