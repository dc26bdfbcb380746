namespace HonestAsync.Lab.Tests.Blocking;

public class ParsesTests
{
    private static readonly byte[] s_json = BigJson.Bytes(200_000);

    public static TheoryData<string> Parsers => [.. BigJson.Parsers.Select(parser => parser.Name)];

    [Theory, MemberData(nameof(Parsers))]
    public async Task No_parser_lets_its_loop_take_a_turn(string name)
    {
        var parser = BigJson.Parsers.Single(parser => parser.Name == name);

        var parses = await JsonParses.OnLoopAsync(parser, s_json, 3);

        Assert.Equal((0, 3), (parses.Beats, parses.CompleteOnReturn));
        Assert.InRange(parses.BeatsOutside, 30, int.MaxValue);
    }

    [Fact]
    public void A_document_has_the_size_that_was_asked_for() =>
        Assert.InRange(BigJson.Bytes(5_000_000).Length, 5_000_000, 5_000_100);

    [Fact]
    public void Xml_on_one_loop_is_parsed_one_after_the_other() =>
        Assert.Equal(new XmlParses(Met: false, Beats: 0), XmlParses.OnLoop(TimeSpan.FromMilliseconds(20)));

    [WholeFact]
    public void Offloaded_xml_is_parsed_at_the_same_time_and_the_loop_goes_on()
    {
        var parses = XmlParses.OffLoop(TimeSpan.FromSeconds(20));

        Assert.True(parses.Met);
        Assert.NotEqual(0, parses.Beats);
    }
}
