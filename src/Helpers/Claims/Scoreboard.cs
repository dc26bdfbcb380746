namespace HonestAsync;

/// <summary>Judges the claims of one notebook and keeps the results. For one thread.</summary>
[TypeFormatterSource(typeof(ScoreboardFormatters), PreferredMimeTypes = ["text/html", "text/plain"])]
public sealed class Scoreboard
{
    private readonly List<ClaimResult> _results = [];

    /// <summary>The results so far, in the order of judging.</summary>
    public IReadOnlyList<ClaimResult> Results => _results;

    /// <summary>
    /// Judges a claim on the treatment's row, and proves on the control's that the rule can say something
    /// else.
    /// </summary>
    /// <param name="id">The claim's id in the ledger.</param>
    /// <param name="rule">What decides.</param>
    /// <param name="treatment">What was measured.</param>
    /// <param name="control">The same names, measured where the claim should not show.</param>
    /// <param name="predicted">The reader's prediction; null when none was made.</param>
    /// <exception cref="InvalidOperationException">The rule gives the control's row the same word: it decides
    /// nothing.</exception>
    public ClaimResult Judge(string id, Rule rule, Evidence treatment, Evidence control, object? predicted = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(id);
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentNullException.ThrowIfNull(treatment);
        ArgumentNullException.ThrowIfNull(control);
        var read = new HashSet<string>(StringComparer.Ordinal);
        var verdict = rule.Judge(treatment.Watched(read));
        var controlVerdict = rule.Judge(control);
        if (read.Count == 0)
        {
            throw new InvalidOperationException($"The rule of '{id}' looks at no evidence: whatever was measured, it would say {verdict}.");
        }
        if (verdict == controlVerdict && verdict != Verdict.Inconclusive)
        {
            throw new InvalidOperationException(
                $"The rule of '{id}' says {verdict} of its control, too ({control}): it decides nothing. "
                + "Either the control is none, or the rule asks the wrong question.");
        }
        return Add(new ClaimResult(id, verdict)
        {
            ControlVerdict = controlVerdict,
            Evidence = treatment.Entries,
            ControlEvidence = control.Entries,
            Form = treatment.WeakestOf(read),
            Criterion = rule.Criterion,
            Qualifier = rule.Qualifier,
            Predicted = predicted?.ToString(),
        });
    }

    /// <summary>
    /// A claim whose experiment needs something that is not here; <paramref name="reason"/> says what.
    /// </summary>
    public ClaimResult NotRun(string id, string reason) =>
        Add(new ClaimResult(id, Verdict.NotRun) { Qualifier = reason });

    /// <summary>
    /// A claim about people or products; <paramref name="reason"/> says why no run can tell.
    /// </summary>
    public ClaimResult NotMeasurable(string id, string reason) =>
        Add(new ClaimResult(id, Verdict.NotMeasurable) { Qualifier = reason });

    /// <summary>The results as a table.</summary>
    public TextTable ToTable()
    {
        var table = TextTable.Of("claim", "verdict", "evidence", "form", "you said");
        foreach (var result in _results)
        {
            table = table.Row(result.Id, result.Verdict.Word(), result.Evidence.Count > 0 ? result.Evidence.ToText() : result.Qualifier ?? "",
                result.Form is { } form ? FormWord(form) : "–", result.Predicted ?? "–");
        }
        return table;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Join("\n\n", _results);

    private static string FormWord(EvidenceForm form) => form switch
    {
        EvidenceForm.VirtualTime => "virtual time",
        _ => form.ToString().ToLowerInvariant(),
    };

    private ClaimResult Add(ClaimResult result)
    {
        // running a cell again replaces its verdict
        _results.RemoveAll(earlier => earlier.Id == result.Id);
        _results.Add(result);
        return result;
    }
}
