namespace HonestAsync.Katas.Tests;

public sealed class LintTests
{
    [Fact]
    public void Every_kata_is_complete_and_fits_together() =>
        Assert.DoesNotContain(KataLint.Run(Corpus.Project), finding => !finding.IsNote);
}
