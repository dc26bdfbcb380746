using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Xml.Linq;

namespace HonestAsync.Helpers.Tests.Charts;

public sealed class PictureTests
{
    private static readonly ConcurrentDictionary<string, string> s_pictures = new(StringComparer.Ordinal);
    private static readonly HashSet<string> Elements = new(["svg", "title", "rect", "line", "path", "text"], StringComparer.Ordinal);

    public static TheoryData<string> Names => [.. Samples.All.Keys, .. EdgeCases.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Picture_is_well_formed_and_made_of_plain_elements(string name)
    {
        var root = XDocument.Parse(Picture(name)).Root!;

        Assert.All(root.DescendantsAndSelf(), element => Assert.True(Elements.Contains(element.Name.LocalName), element.Name.LocalName));
        Assert.All(root.DescendantsAndSelf().Attributes(), attribute =>
        {
            Assert.False(attribute.Name.LocalName is "style" or "class" or "id" or "href",
                attribute.ToString());
            Assert.False(attribute.Name.LocalName.StartsWith("on", StringComparison.Ordinal),
                attribute.ToString());
        });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Picture_states_its_size(string name)
    {
        var root = XDocument.Parse(Picture(name)).Root!;

        Assert.Equal($"0 0 {root.Attribute("width")!.Value} {root.Attribute("height")!.Value}",
            root.Attribute("viewBox")!.Value);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Picture_stays_within_15_kilobytes(string name) =>
        Assert.InRange(Encoding.UTF8.GetByteCount(Picture(name)), 1, 15_000);

    [Theory]
    [MemberData(nameof(Names))]
    public void Texts_of_a_picture_neither_overlap_nor_leave_it(string name)
    {
        var root = XDocument.Parse(Picture(name)).Root!;
        var (width, height) = (Number(root, "width"), Number(root, "height"));
        var boxes = root.Descendants().Where(element => element.Name.LocalName is "text").Select(Box).ToList();

        Assert.All(boxes, box => Assert.True(box.Left >= 0 && box.Right <= width && box.Top >= 0 && box.Bottom <= height, $"{box} is clipped"));
        for (var i = 0; i < boxes.Count; i++)
        {
            var box = boxes[i];
            Assert.DoesNotContain(boxes.Skip(i + 1), other => box.Left < other.Right && other.Left < box.Right
                && box.Top < other.Bottom && other.Top < box.Bottom);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void No_rectangle_covers_a_text_drawn_before_it(string name)
    {
        var elements = XDocument.Parse(Picture(name)).Root!.Elements().ToList();
        foreach (var (i, text) in elements.Index().Where(item => item.Item.Name.LocalName is "text"))
        {
            var box = Box(text);
            Assert.DoesNotContain(elements.Skip(i).Where(element => element.Name.LocalName is "rect"), rect =>
                box.Left < Number(rect, "x") + Number(rect, "width") && Number(rect, "x") < box.Right
                && box.Top < Number(rect, "y") + Number(rect, "height") && Number(rect, "y") < box.Bottom);
        }
    }

    [Fact]
    public void Thinned_timeline_says_how_many_spans_it_left_out() =>
        Assert.Matches("The [0-9],[0-9]{3} shortest spans of 5,000 left out", Find("5,000 spans").ToSvg());

    [Fact]
    public void A_line_that_ends_early_is_named_at_its_last_point_without_a_leader()
    {
        var svg = Find("lines-early").ToSvg();
        var name = XDocument.Parse(svg).Root!.Elements().Single(element => element.Value is "500/s");

        // the axis of 50 s runs from 61 to 629 pixels: 40 s lie at 515
        Assert.InRange(Number(name, "x"), 500, 530);
        Assert.DoesNotContain("stroke-dasharray", svg, StringComparison.Ordinal);
    }

    [Fact]
    public void A_leader_that_runs_through_the_picture_is_dashed() =>
        Assert.Contains("stroke-dasharray=\"1 4\"", Find("lines that end early").ToSvg(), StringComparison.Ordinal);

    [Fact]
    public void A_span_too_short_to_see_is_named_next_to_it() =>
        Assert.Single(XDocument.Parse(Find("timeline-instant").ToSvg()).Root!.Elements(), element => element.Value is "clean-up");

    [Fact]
    public void Names_that_fit_their_spans_in_two_lines_are_not_in_the_key()
    {
        var texts = XDocument.Parse(Find("timeline-steps").ToSvg()).Root!.Elements()
            .Where(element => element.Name.LocalName is "text").Select(element => element.Value).ToList();

        Assert.Contains("starts the", texts);
        Assert.DoesNotContain("starts the operation", texts);
    }

    [Fact]
    public void Three_hundred_spans_are_all_drawn() =>
        Assert.DoesNotContain("left out", Find("timeline-dense").ToSvg(), StringComparison.Ordinal);

    [Fact]
    public void Forty_messages_are_all_drawn() =>
        Assert.DoesNotContain("not drawn", Find("40 messages").ToSvg(), StringComparison.Ordinal);

    [Fact]
    public void Bars_that_do_not_fit_are_counted() =>
        Assert.Matches("[0-9]+ more bars not drawn", Find("500 bars").ToSvg());

    [Fact]
    public void Messages_that_do_not_fit_are_counted() =>
        Assert.Matches("[0-9]+ more messages not drawn", Find("400 messages").ToSvg());

    [Fact]
    public void A_shortened_label_is_shown_in_full_on_hover() =>
        Assert.Contains("<title>an operation whose name goes on &amp; on: Task&lt;IReadOnlyDictionary&lt;string, &quot;x&quot;&gt;&gt;",
            Find("long labels").ToSvg(), StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_chart_is_drawn_the_same_in_every_culture(string name)
    {
        var here = (Picture(name), Find(name).ToText());
        var culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("de-DE") { NumberFormat = { NumberDecimalSeparator = ",", NegativeSign = "~" } };
            Assert.Equal(here, Drawn());
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }

        (string, string) Drawn() => (Find(name).ToSvg(), Find(name).ToText());
    }

    // many tests look at the same picture
    private static string Picture(string name) =>
        s_pictures.GetOrAdd(name, static name => Find(name).ToSvg());

    internal static Chart Find(string name) =>
        Samples.All.TryGetValue(name, out var chart) ? chart : EdgeCases.All[name];

    private static double Number(XElement element, string name) =>
        double.Parse(element.Attribute(name)?.Value ?? "12", CultureInfo.InvariantCulture);

    private static TextBox Box(XElement element)
    {
        var text = string.Concat(element.Nodes().OfType<XText>().Select(node => node.Value));
        var size = Number(element, "font-size");
        var width = ChartText.Pixels(text, size, element.Attribute("font-weight") is not null);
        var left = Number(element, "x") - (element.Attribute("text-anchor")?.Value switch { "end" => width, "middle" => width / 2, _ => 0 });
        var baseline = Number(element, "y");
        return new(text, left, left + width, baseline - (size * 0.75), baseline + (size * 0.2));
    }

    private sealed record TextBox(string Text, double Left, double Right, double Top, double Bottom);
}
