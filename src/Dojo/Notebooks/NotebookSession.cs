using HonestAsync.Kernel;

namespace HonestAsync.Dojo;

/// <summary>
/// Runs notebooks of the project through the kernel, one after the other, so that they do not disturb each
/// other's measurements.
/// </summary>
public static class NotebookSession
{
    /// <summary>Runs one notebook.</summary>
    /// <param name="notebook">The notebook.</param>
    /// <param name="ledger">The claims its verdicts are compared with.</param>
    /// <param name="quick">The quick profile: few repeats of what is measured.</param>
    /// <param name="deterministic">Without the cells that are measured, and without the claims that they decide.</param>
    /// <param name="cellLimit">Real time a cell may take.</param>
    /// <param name="progress">Receives cells as they start, print and end; may be null.</param>
    /// <param name="cancellationToken">Ends the run and its process; cells that ended keep their
    /// results.</param>
    /// <exception cref="DojoException">The file is no notebook, or the kernel cannot start.</exception>
    public static async Task<NotebookResult> RunAsync(NotebookChoice notebook, ClaimLedger ledger, bool quick,
        bool deterministic, TimeSpan cellLimit, IProgress<HeadlessEvent>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(notebook);
        ArgumentNullException.ThrowIfNull(ledger);
        try
        {
            var whole = NotebookDocument.Load(notebook.Path);
            var document = deterministic ? DeterministicPart.Of(whole) : whole;
            var options = new HeadlessOptions
            {
                CellTimeLimit = cellLimit,
                Environment = new Dictionary<string, string?>(StringComparer.Ordinal)
                {
                    [VerdictContract.ProfileVariable] = quick ? VerdictContract.QuickProfile : null,
                },
            };
            var run = await HeadlessRunner.RunAsync(document, options, progress,
                cancellationToken).ConfigureAwait(false);
            return NotebookResult.Of(notebook, run, ledger, isWhole: !deterministic);
        }
        catch (NotebookFormatException error)
        {
            throw new DojoException($"{notebook.Label} is not a notebook that can be run: {error.Message}",
                "Open it in an editor and correct it, or restore it with git checkout.", error);
        }
        catch (KernelStartException error)
        {
            throw new DojoException($"The kernel did not start: {error.Message}", "Run: dojo doctor", error);
        }
    }
}
