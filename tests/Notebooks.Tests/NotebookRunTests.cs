using HonestAsync.Dojo;
using HonestAsync.Kernel;

namespace HonestAsync.Notebooks.Tests;

public class NotebookRunTests
{
    public static TheoryData<string> Numbers =>
        [.. Clone.Notebooks.Select(notebook => notebook.Entry!.Number)];

    [Theory, MemberData(nameof(Numbers))]
    public Task Every_cell_does_what_it_should(string number) => HoldAsync(number, result =>
    {
        Assert.True(result.Run.Outcome == RunOutcome.Passed,
            $"cell '{result.Run.Stopper?.Id}': {result.Run.Stopper?.Message}");
        Assert.Empty(result.Problems);
    });

    [Theory, MemberData(nameof(Numbers))]
    public Task No_verdict_contradicts_the_ledger(string number) => HoldAsync(number, result =>
    {
        Assert.True(result.Lines.Count > 0 || !WholeProof.IsOn);
        Assert.All(result.Lines, line => Assert.True(line.Standing is not Standing.Contradicts,
            $"{line.Claim.Id}: this run says {line.Measured.Verdict} ({line.Measured.Result.Evidence.ToText()}), the ledger {line.Claim.Verdict}"));
    });

    [Theory, MemberData(nameof(Numbers))]
    public Task Every_rule_gives_its_control_another_verdict(string number) => HoldAsync(number, result =>
    {
        var judged = result.Lines.Where(line => line.Measured.Verdict is not (Verdict.NotMeasurable or Verdict.NotRun)).ToList();

        Assert.True(judged.Count > 0 || !WholeProof.IsOn);
        Assert.All(judged, line =>
        {
            Assert.NotNull(line.Measured.Result.ControlVerdict);
            Assert.NotEqual(line.Measured.Verdict, line.Measured.Result.ControlVerdict);
        });
    });

    [Theory, MemberData(nameof(Numbers))]
    public Task A_claim_that_can_be_counted_is_never_inconclusive(string number) => HoldAsync(number, result =>
        Assert.All(result.Lines, line => Assert.False(line.Measured is { Verdict: Verdict.Inconclusive, Result.Form: not EvidenceForm.Ratio }, line.Claim.Id)));

    [Theory, MemberData(nameof(Numbers))]
    public Task Deterministic_cells_print_what_is_stored(string number) => HoldAsync(number, result =>
    {
        var stored = NotebookDocument.Load(result.Notebook.Path).Normalise().Cells.ToDictionary(cell => cell.Id, StringComparer.Ordinal);
        var now = result.Run.ExecutedDocument.Normalise().Cells.Where(cell => cell.HasTag("deterministic")).ToList();

        Assert.NotEmpty(now);
        foreach (var cell in now)
        {
            string expected = stored[cell.Id].Outputs.ToJsonString();
            if (Clone.IsCi)
            {
                Assert.Equal(expected, cell.Outputs.ToJsonString());
            }
            else if (expected != cell.Outputs.ToJsonString())
            {
                TestContext.Current.TestOutputHelper?.WriteLine($"{number}: cell '{cell.Id}' prints something else than is stored: you changed it, cells before it were left out, or dojo run --save is due.");
            }
        }
    });

    private static async Task HoldAsync(string number, Action<NotebookResult> look) =>
        look(await QuickRuns.OfAsync(number, Numbers.Select(row => row.Data)));
}
