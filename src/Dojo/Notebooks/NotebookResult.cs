using HonestAsync.Kernel;

namespace HonestAsync.Dojo;

/// <summary>Result of running one notebook.</summary>
public sealed record NotebookResult(NotebookChoice Notebook, NotebookRun Run, IReadOnlyList<ClaimLine> Lines, IReadOnlyList<string> Problems)
{
    /// <summary>True when a verdict contradicts the ledger.</summary>
    public bool Contradicts => Lines.Any(line => line.Standing == Standing.Contradicts);

    /// <summary>True when a claim could not be run here.</summary>
    public bool LeftOut => Lines.Any(line => line.Measured.Verdict == Verdict.NotRun);

    /// <summary>True when a cell failed, or the notebook and the ledger do not fit together.</summary>
    public bool Failed => Run.Outcome == RunOutcome.Failed || Problems.Count > 0;

    /// <summary>Compares a finished run with the ledger; only a complete one has to decide every claim.</summary>
    public static NotebookResult Of(NotebookChoice notebook, NotebookRun run, ClaimLedger ledger, bool isWhole = true)
    {
        string number = notebook.Entry?.Number ?? "";
        var problems = new List<string>();
        var verdicts = MeasuredVerdict.From(number, run, problems);
        if (notebook.Entry is null)
        {
            return new NotebookResult(notebook, run, [], problems);
        }
        var lines = new List<ClaimLine>();
        foreach (var verdict in verdicts)
        {
            if (ledger.Find(verdict.Id) is { } claim)
            {
                lines.Add(new ClaimLine(verdict, claim));
                if (claim.Notebook != number && !claim.AlsoIn.Contains(number, StringComparer.Ordinal))
                {
                    problems.Add($"cell '{verdict.CellId}' judges {claim.Id}, which the ledger gives to notebook {claim.Notebook}: "
                        + "add this notebook to the claim's alsoIn, or leave the claim to its owner.");
                }
            }
            else
            {
                problems.Add($"cell '{verdict.CellId}' judges '{verdict.Id}', a claim that notebooks/claims.json does not know. "
                    + Suggestion.Sentence(verdict.Id, ledger.Claims.Select(known => known.Id)) + "Correct the id.");
            }
        }
        if (isWhole && run.Outcome == RunOutcome.Passed)
        {
            problems.AddRange(ledger.DueIn(number).Where(claim => verdicts.All(verdict => verdict.Id != claim.Id))
                .Select(claim => $"{claim.Id} belongs to this notebook, but no cell judges it: add its experiment, or say in the ledger why it is pending."));
        }
        return new NotebookResult(notebook, run, lines, problems);
    }
}
