namespace HonestAsync;

/// <summary>
/// How strong a kind of evidence is, strongest first. A timing is shown, never judged: it has no form here.
/// </summary>
public enum EvidenceForm
{
    /// <summary>A boolean, or an exact trace.</summary>
    Trace,

    /// <summary>A count.</summary>
    Count,

    /// <summary>Bytes.</summary>
    Bytes,

    /// <summary>Time of a virtual clock: exact, the same in every run.</summary>
    VirtualTime,

    /// <summary>A ratio of many short interleaved pairs, with its spread.</summary>
    Ratio,
}
