namespace HonestAsync.Lab.Tests.Blocking;

public class PeerTests
{
    [WholeFact]
    public async Task Asyncios_loop_stands_still_while_it_parses_xml_itself()
    {
        var parses = await PythonXml.RunAsync(parses: 1);
        Assert.SkipUnless(parses.IsAvailable, parses.Reason);

        Assert.Equal(["ElementTree", "SAX"], parses.Value.Select(parse => parse.Parser));
        Assert.All(parses.Value, parse => Assert.Equal((1, 0), (parse.Parses, parse.BeatsOnTheLoop)));
    }
}
