namespace HonestAsync.Dojo;

/// <summary>What the process ends with.</summary>
internal static class ExitCode
{
    public const int Ok = 0;

    /// <summary>
    /// A verdict contradicts the ledger; under CI also a claim that was not run; a problem that doctor found.
    /// </summary>
    public const int Contradiction = 1;

    /// <summary>A kata is not solved, a proof missed, or a lint found something.</summary>
    public const int Unsolved = 1;

    /// <summary>The tool, its input or a notebook's cell failed.</summary>
    public const int ToolFailure = 2;

    /// <summary>Ctrl+C, as shells count it.</summary>
    public const int Interrupted = 130;

    /// <summary>The reader of the output ended first, as <c>head</c> does; as shells count SIGPIPE.</summary>
    public const int ReaderGone = 141;
}
