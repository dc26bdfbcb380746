using System.Xml.Linq;

namespace HonestAsync.Helpers.Tests.Charts;

/// <summary>Code hosts sanitise pictures by an allow-list; the removed elements and attributes must not remove text.</summary>
public sealed class SanitisedPictureTests
{
    // what we use of allowed_elements and allowed_attributes in html5lib 1.1, html5lib/filters/sanitizer.py,
    // on which nbconvert's cleaning and that of many hosts build
    private static readonly HashSet<string> Elements =
        new(["svg", "title", "rect", "line", "path", "text"], StringComparer.Ordinal);

    private static readonly HashSet<string> Attributes = new(
    [
        "d", "fill", "font-family", "font-size", "font-weight", "height", "rx", "stroke", "stroke-dasharray",
        "stroke-linejoin", "stroke-opacity", "stroke-width", "text-anchor", "viewBox", "width", "x", "x1", "x2", "y",
        "y1", "y2",
    ], StringComparer.Ordinal);

    // not on the list, and may be removed: it is for screen readers and draws nothing
    private const string Role = "role";

    public static TheoryData<string> Names => [.. StoredPictures.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_picture_uses_only_elements_and_attributes_that_hosts_let_through(string name)
    {
        var root = Parsed(StoredPictures.All[name]);

        Assert.Empty(root.DescendantsAndSelf().Select(element => element.Name.LocalName).Except(Elements));
        Assert.Empty(root.DescendantsAndSelf().Attributes().Where(attribute => !attribute.IsNamespaceDeclaration)
            .Select(attribute => attribute.Name.LocalName).Except(Attributes).Except([Role]));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_picture_shows_the_same_words_after_a_host_has_cleaned_it(string name)
    {
        var words = Words(Parsed(StoredPictures.All[name]));

        Assert.NotEmpty(words);
        Assert.Equal(words, Words(Cleaned(Parsed(StoredPictures.All[name]))));
    }

    [Fact]
    public void A_word_whose_stroke_is_no_longer_painted_first_counts_as_lost()
    {
        var root = Parsed("""
            <svg xmlns="http://www.w3.org/2000/svg"><text>kept</text><text stroke="#FFF" paint-order="stroke">lost</text></svg>
            """);

        Assert.Equal(["kept", "lost"], Words(root));
        Assert.Equal(["kept"], Words(Cleaned(root)));
    }

    private static XElement Parsed(string svg) => XDocument.Parse(svg).Root!;

    private static XElement Cleaned(XElement root)
    {
        root.Descendants().Where(element => !Elements.Contains(element.Name.LocalName)).Remove();
        root.DescendantsAndSelf().Attributes()
            .Where(attribute => !attribute.IsNamespaceDeclaration && !Attributes.Contains(attribute.Name.LocalName)).Remove();
        return root;
    }

    /// <summary>Texts without a stroke over their letters.</summary>
    private static List<string> Words(XElement root) =>
        [.. root.Descendants().Where(element => element.Name.LocalName is "text"
            && (element.Attribute("stroke") is null || element.Attribute("paint-order")?.Value is "stroke"))
            .Select(element => string.Concat(element.Nodes().OfType<XText>().Select(node => node.Value)))];
}
