namespace HonestAsync.Lab.Tests.SharedState;

public class PeerRaceTests
{
    [Fact]
    public void A_runtime_answers_with_its_name_and_two_balances() =>
        Assert.Equal(new PeerResult("Node 20", 1, 100), PeerRace.Parse("Node 20 1 100\n"));

    [Theory]
    [InlineData("")]
    [InlineData("SyntaxError: unexpected end of file\n")]
    [InlineData("Node 20 one hundred\n")]
    public void Anything_else_counts_as_not_installed(string text) => Assert.Null(PeerRace.Parse(text));

    [Fact]
    public async Task Where_it_is_installed_it_loses_99_of_100()
    {
        PeerResult?[] results = [await PeerRace.OnAsyncioAsync(), await PeerRace.OnNodeAsync()];
        foreach (var result in results.OfType<PeerResult>())
        {
            Assert.Equal((1, 100), (result.WithAwait, result.WithoutAwait));
        }
    }
}
