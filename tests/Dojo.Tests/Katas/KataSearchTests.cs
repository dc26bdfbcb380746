namespace HonestAsync.Dojo.Tests;

public sealed class KataSearchTests
{
    private static readonly ProjectFolder s_project = ProjectFolder.Find(AppContext.BaseDirectory);

    [Theory]
    [InlineData("32")]
    [InlineData("lost-update")]
    [InlineData("LOST-update")]
    [InlineData("katas/32-lost-update/")]
    [InlineData("lost")]
    [InlineData("upd")]
    public void A_number_a_name_or_a_part_of_one_finds_it(string typed) =>
        Assert.Equal("32-lost-update", KataSearch.Find(s_project, typed).Name);

    [Fact]
    public void An_ambiguous_part_is_answered_with_all_matches()
    {
        using var clone = new FakeClone();
        clone.WithKata(TinyKata.Subject());
        CompleteKata.Second(clone);

        Assert.Equal(
            "'thing' may mean 01-lost-thing or 02-second-thing.\nType its number, or more of its name: 01",
            Refusal(clone.Project, "thing"));
    }

    [Theory]
    [InlineData("12",
        "Kata 12, starved-workers, is planned and not written yet. It is to train, among others: ")]
    [InlineData("starved", "Kata 12, starved-workers, is planned and not written yet.")]
    [InlineData("correlation", "Kata 38, lost-correlation, is planned and not written yet.")]
    [InlineData("99", "There is no kata '99'.\nThese are here: 01-inline-continuation, ")]
    [InlineData("lost-udate", "There is no kata 'lost-udate'. Did you mean lost-update?")]
    public void A_planned_kata_is_described_with_the_existing_ones(string typed, string says)
    {
        string refusal = Refusal(s_project, typed);

        Assert.StartsWith(says, refusal, StringComparison.Ordinal);
        Assert.Contains("32-lost-update. More about each: dojo list", refusal, StringComparison.Ordinal);
    }

    private static string Refusal(ProjectFolder project, string typed) =>
        Assert.Throws<DojoException>(() => KataSearch.Find(project, typed)).Message;
}
