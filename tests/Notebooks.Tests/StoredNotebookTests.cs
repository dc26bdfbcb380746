using HonestAsync.Dojo;
using HonestAsync.Kernel;

namespace HonestAsync.Notebooks.Tests;

public class StoredNotebookTests
{
    public static TheoryData<string> Numbers =>
        [.. Clone.Notebooks.Select(notebook => notebook.Entry!.Number)];

    [Theory, MemberData(nameof(Numbers))]
    public void A_stored_notebook_is_in_normal_form(string number)
    {
        string path = PathOf(number);
        string normal = NotebookDocument.Load(path).Normalise().ToText();

        if (Clone.IsCi)
        {
            Assert.Equal(normal, File.ReadAllText(path));
        }
        else if (normal != File.ReadAllText(path))
        {
            TestContext.Current.TestOutputHelper?.WriteLine($"{number} is not in normal form: dojo run {number} --save brings it there.");
        }
    }

    [Theory, MemberData(nameof(Numbers))]
    public void A_stored_notebook_shows_the_ledgers_verdicts(string number)
    {
        var stored = MeasuredVerdict.StoredIn(NotebookDocument.Load(PathOf(number)), number)
            .ToDictionary(verdict => verdict.Id, StringComparer.Ordinal);

        foreach (var claim in Clone.Ledger.DueIn(number))
        {
            Assert.True(stored.TryGetValue(claim.Id, out var verdict),
                $"{claim.Id} has no stored verdict: dojo run {number} --save");
            Assert.Equal(claim.Verdict, verdict.Verdict);
        }
    }

    [Theory, MemberData(nameof(Numbers))]
    public void No_stored_output_is_an_error_unless_the_cell_shows_one(string number)
    {
        var cells = NotebookDocument.Load(PathOf(number)).Cells.Where(cell => !cell.HasTag(NotebookCell.RaisesException));

        Assert.All(cells, cell => Assert.DoesNotContain(cell.Outputs, output => output?["output_type"]?.GetValue<string>() == "error"));
    }

    private static string PathOf(string number) =>
        Clone.Notebooks.Single(choice => choice.Entry!.Number == number).Path;
}
