namespace HonestAsync.Polyglot;

/// <summary>How a cell ended.</summary>
/// <param name="Value">The text of its last expression, if that has a value.</param>
/// <param name="Error">What it threw, with the reader's own frames.</param>
/// <param name="WasInterrupted">It was stopped.</param>
/// <param name="Crash">How its process ended, if that ended with it.</param>
internal sealed record CellEnd(string? Value = null, string? Error = null, bool WasInterrupted = false, string? Crash = null);
