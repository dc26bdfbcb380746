namespace HonestAsync.Dojo;

/// <summary>How a verdict of this run stands to the ledger.</summary>
public enum Standing
{
    /// <summary>The same as the ledger's, or nothing that could differ.</summary>
    Agrees,

    /// <summary>The ledger has no verdict yet.</summary>
    First,

    /// <summary>Neither yes nor no, or not run.</summary>
    Open,

    /// <summary>Another word, on a claim that the machine may decide or that only a timing decided.</summary>
    DiffersOnThisMachine,

    /// <summary>Another word than the ledger's.</summary>
    Contradicts,
}

/// <summary>
/// One line of a run's report: a claim, its verdict now, and how that stands to the ledger.
/// </summary>
public sealed record ClaimLine(MeasuredVerdict Measured, Claim Claim)
{
    /// <summary>Compared with the ledger's verdict.</summary>
    public Standing Standing =>
        !Measured.IsDecided ? Standing.Open
        : Claim.Verdict is null ? Standing.First
        : Claim.Verdict == Measured.Verdict ? Standing.Agrees
        : Claim.MachineDependent == true || Measured.Result.Form == EvidenceForm.Ratio ? Standing.DiffersOnThisMachine
        : Standing.Contradicts;

    /// <summary>True when this notebook's word is the one that counts.</summary>
    public bool IsOwner => Claim.Notebook == Measured.Notebook;

    /// <summary>True when this run's verdict is not what was predicted.</summary>
    public bool OverturnsPrediction => Measured.IsDecided && Measured.Verdict != Claim.Predicted;
}
