namespace HonestAsync.Kernel;

/// <summary>A stretch of a cell that one kernel runs.</summary>
/// <param name="Kernel">The name of that kernel.</param>
/// <param name="Code">What it runs, padded with empty lines so that line numbers are those of the cell.</param>
/// <param name="Line">Where it stands in the cell, from 1.</param>
internal sealed record CellPiece(string Kernel, string Code, int Line)
{
    public const string CSharp = "csharp";

    /// <summary>The name of the magic command that this line is; null for code.</summary>
    public string? Magic { get; init; }

    public bool IsCSharp => Kernel == CSharp;
}
