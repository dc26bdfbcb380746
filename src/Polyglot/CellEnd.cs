namespace HonestAsync.Polyglot;

/// <summary>How a cell ended.</summary>
/// <param name="Value">The text of its last expression, if that has a value.</param>
/// <param name="Error">What it threw, with the reader's own frames.</param>
/// <param name="WasInterrupted">It was stopped.</param>
/// <param name="EndedItsProcess">The process is gone, and all variables with it.</param>
internal sealed record CellEnd(
    string? Value = null, string? Error = null, bool WasInterrupted = false, bool EndedItsProcess = false)
{
    /// <summary>Why the cell failed; null if it did not.</summary>
    /// <param name="flooded">The message for a cell that was stopped because it printed without end; else
    /// null.</param>
    /// <param name="whyNoProcess">Added to the message if the process is gone.</param>
    public string? Failure(string? flooded, string whyNoProcess)
    {
        string? what = flooded
            ?? (WasInterrupted ? "The cell was interrupted."
                : EndedItsProcess ? "The cell ended its process."
                : null);
        return Error ?? (EndedItsProcess ? $"{what} {whyNoProcess}." : what);
    }
}
