namespace HonestAsync;

/// <summary>One measured value as people read it.</summary>
/// <param name="Name">Unique in its row; may hold commas and numbers.</param>
/// <param name="Value">The value as text, with its unit.</param>
/// <param name="Form">How strong this kind of evidence is.</param>
public sealed record EvidenceEntry(string Name, string Value, EvidenceForm Form)
{
    /// <summary><c>name = value</c>.</summary>
    public override string ToString() => $"{Name} = {Value}";
}
