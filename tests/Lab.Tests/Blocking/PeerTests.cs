using System.Text.Json;

namespace HonestAsync.Lab.Tests.Blocking;

public class PeerTests
{
    [Fact]
    public void A_scripts_answer_becomes_a_row() => Assert.Equal(
        new PeerParses("Node 20.1.0", 7, 0, 35, 17.4),
        PeerParses.Read(JsonSerializer.Deserialize<JsonElement>("""
            {"runtime":"Node 20.1.0","bytes":5000061,"beatsDuringParses":0,"beatsOutside":35,"parses":7,"medianMilliseconds":17.4}
            """)));

    [WholeTheory]
    [InlineData(RuntimeKind.Node)]
    [InlineData(RuntimeKind.Python)]
    public async Task A_loop_of_another_runtime_stands_still_during_a_parse(RuntimeKind kind)
    {
        var parses = await PeerParses.JsonAsync(kind, parses: 2);
        Assert.SkipUnless(parses.IsHere, parses.Reason);

        Assert.Equal((2, 0), (parses.Value.Parses, parses.Value.Beats));
        Assert.NotEqual(0, parses.Value.BeatsOutside);
    }

    [WholeFact]
    public async Task Asyncios_loop_stands_still_while_it_parses_xml_itself()
    {
        var parses = await PythonXml.RunAsync(parses: 1);
        Assert.SkipUnless(parses.IsHere, parses.Reason);

        Assert.Equal(["ElementTree", "SAX"], parses.Value.Select(parse => parse.Parser));
        Assert.All(parses.Value, parse => Assert.Equal((1, 0), (parse.Parses, parse.BeatsOnTheLoop)));
    }
}
