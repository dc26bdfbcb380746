namespace HonestAsync.Dojo;

/// <summary>A claim of the articles, in our words, with what was predicted and what was measured.</summary>
public sealed record Claim
{
    /// <summary>Unique, in kebab case.</summary>
    public required string Id { get; init; }

    /// <summary>The ledger's chapter.</summary>
    public required string Theme { get; init; }

    /// <summary>Article and section, one entry each.</summary>
    public required IReadOnlyList<string> Sources { get; init; }

    /// <summary>The claim itself.</summary>
    [System.Text.Json.Serialization.JsonPropertyName("claim")]
    public required string Text { get; init; }

    /// <summary>qualitative, quantitative, practice or organisational.</summary>
    public required string Kind { get; init; }

    /// <summary>The number of the notebook whose verdict counts.</summary>
    public required string Notebook { get; init; }

    /// <summary>Notebooks that judge it again; their verdict must be the same.</summary>
    public required IReadOnlyList<string> AlsoIn { get; init; }

    /// <summary>Slugs of the katas that train it.</summary>
    public required IReadOnlyList<string> Katas { get; init; }

    /// <summary>The verdict that was expected before anything ran. Never changed.</summary>
    public required Verdict Predicted { get; init; }

    /// <summary>The verdict that the owner notebook measured; null until it did.</summary>
    public Verdict? Verdict { get; init; }

    /// <summary>Where measurement and prediction differ: the evidence that decided.</summary>
    public string? Why { get; init; }

    /// <summary>Why the owner notebook does not judge it yet.</summary>
    public string? Pending { get; init; }

    /// <summary>True where another machine may rightly come to another verdict.</summary>
    public bool? MachineDependent { get; init; }

    /// <summary>True when measured, and not what was predicted.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsOverturned => Verdict is not null && Verdict != Predicted;
}
