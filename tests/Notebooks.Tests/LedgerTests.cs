using System.Security.Cryptography;
using System.Text;
using HonestAsync.Dojo;

namespace HonestAsync.Notebooks.Tests;

public class LedgerTests
{
    private const string PredictionsDigest = "7170d72272d0b44b691d078bf391d73e9922e7d8e2891c09621e1709d97874fa";
    private static readonly Verdict[] s_decided =
        [Verdict.Holds, Verdict.Twist, Verdict.Refuted, Verdict.Depends, Verdict.NotMeasurable];

    [Fact]
    public void Predictions_are_what_they_were_before_anything_ran()
    {
        var lines = Clone.Ledger.Claims.Select(claim => $"{claim.Id}={claim.Predicted}\n").Order(StringComparer.Ordinal);

        string digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(lines))));

        Assert.True(PredictionsDigest == digest,
            "A prediction was changed. Verdicts follow the measurement; predictions stay.");
    }

    [Fact]
    public void Every_claim_has_an_id_of_its_own_and_an_owner_in_the_curriculum()
    {
        Assert.Equal(231, Clone.Ledger.Claims.Select(claim => claim.Id).Distinct().Count());
        Assert.Equal(231, Clone.Ledger.Claims.Count);
        var numbers = Clone.Ledger.Notebooks.Select(notebook => notebook.Number).ToHashSet();
        Assert.All(Clone.Ledger.Claims, claim => Assert.All(claim.AlsoIn.Append(claim.Notebook), number => Assert.Contains(number, numbers)));
    }

    [Fact]
    public void Verdicts_and_predictions_are_decided()
    {
        Assert.All(Clone.Ledger.Claims, claim => Assert.Contains(claim.Predicted, s_decided));
        Assert.All(Clone.Ledger.Claims.Select(claim => claim.Verdict).OfType<Verdict>(), verdict => Assert.Contains(verdict, s_decided));
    }

    [Fact]
    public void Every_surprise_says_why() =>
        Assert.All(Clone.Ledger.Claims.Where(claim => claim.IsOverturned), claim => Assert.False(string.IsNullOrWhiteSpace(claim.Why), claim.Id));

    [Fact]
    public void Only_written_notebooks_have_verdicts()
    {
        var written = Clone.Notebooks.Select(notebook => notebook.Entry!.Number).ToHashSet();
        Assert.All(Clone.Ledger.Claims.Where(claim => claim.Verdict is not null), claim => Assert.Contains(claim.Notebook, written));
    }

    [Fact]
    public void Katas_of_claims_are_katas_of_the_catalogue()
    {
        var slugs = Clone.Ledger.Katas.Select(kata => kata.Slug).ToHashSet();
        var ids = Clone.Ledger.Claims.Select(claim => claim.Id).ToHashSet();
        Assert.All(Clone.Ledger.Claims, claim => Assert.All(claim.Katas, slug => Assert.Contains(slug, slugs)));
        Assert.All(Clone.Ledger.Katas, kata => Assert.All(kata.Claims, id => Assert.Contains(id, ids)));
        Assert.Equal(Enumerable.Range(1, 40).Select(number => $"{number:00}"), Clone.Ledger.Katas.Select(kata => kata.Number));
    }

    [Fact]
    public void The_scoreboard_and_the_readmes_tables_are_made_from_the_data()
    {
        string readme = File.ReadAllText(Clone.Project.ReadmeFile);

        Assert.Equal(ScoreboardPage.Of(Clone.Ledger), File.ReadAllText(Clone.Project.ScoreboardFile));
        Assert.Equal(ReadmeTables.Refresh(readme, Clone.Project, Clone.Ledger), readme);
    }

    [Fact]
    public void The_readmes_picture_is_the_one_that_its_notebook_drew() =>
        Assert.Equal(ReadmePicture.Of(Clone.Project, Clone.Ledger),
            File.ReadAllText(ReadmePicture.FileIn(Clone.Project)));

    [Fact]
    public void The_ledgers_file_is_as_the_tool_writes_it() =>
        Assert.Equal(Clone.Ledger.ToJson(), File.ReadAllText(Clone.Project.LedgerFile));

    [Fact]
    public void The_readme_fits_on_a_few_screens() =>
        Assert.InRange(File.ReadAllLines(Clone.Project.ReadmeFile).Length, 40, 150);
}
