namespace HonestAsync.Dojo.Tests;

public class SuggestionTests
{
    private static readonly string[] s_known = ["shared-state", "starved-pool", "single-thread-still-races", "lost-update"];

    [Theory]
    [InlineData("lost-updat", "lost-update")]
    [InlineData("sharedstate", "shared-state")]
    [InlineData("singel-thread", "single-thread-still-races")]
    [InlineData("pool", "starved-pool")]
    public void A_mistyped_name_finds_the_one_that_was_meant(string typed, string meant) =>
        Assert.Equal(meant, Suggestion.For(typed, s_known)[0]);

    [Fact]
    public void Something_else_finds_nothing() => Assert.Empty(Suggestion.For("kubernetes", s_known));
}
