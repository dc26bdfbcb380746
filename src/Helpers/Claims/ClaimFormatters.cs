using System.Net;
using System.Text;

namespace HonestAsync;

/// <summary>Shows a verdict: as text, as a small panel, and as data that tools collect.</summary>
internal sealed class ClaimResultFormatters : FormatterSource
{
    protected override IEnumerable<Formatter> Formatters() =>
    [
        For<ClaimResult>(Text, result => result.ToString()),
        For<ClaimResult>(Html, ToHtml),
        For<ClaimResult>(VerdictContract.MimeType, VerdictContract.Write),
    ];

    private static string ToHtml(ClaimResult result)
    {
        var html = new StringBuilder("<div style=\"border-left:4px solid ")
            .Append(Colour(result.Verdict))
            .Append(";padding:2px 0 2px 12px\"><code>")
            .Append(WebUtility.HtmlEncode(result.Id))
            .Append("</code>: <b>")
            .Append(WebUtility.HtmlEncode(result.Verdict.Word()))
            .Append("</b>");
        foreach (var (label, text) in result.Rows())
        {
            // letters of a page differ in width: the label gets a box instead of padding
            html.Append("<br/><span style=\"display:inline-block;min-width:6em;opacity:0.75\">")
                .Append(WebUtility.HtmlEncode(label))
                .Append("</span> <span style=\"white-space:pre-wrap\">")
                .Append(WebUtility.HtmlEncode(text))
                .Append("</span>");
        }
        return html.Append("</div>").ToString();
    }

    // mid-tones of the Okabe-Ito palette, visible on dark and on light
    private static string Colour(Verdict verdict) => verdict switch
    {
        Verdict.Holds => "#009e73",
        Verdict.Twist => "#e69f00",
        Verdict.Refuted => "#d55e00",
        Verdict.Depends => "#0072b2",
        _ => "#999999",
    };
}

/// <summary>Shows a scoreboard as its table.</summary>
internal sealed class ScoreboardFormatters : FormatterSource
{
    protected override IEnumerable<Formatter> Formatters() =>
    [
        For<Scoreboard>(Text, board => board.ToTable().ToString()),
        For<Scoreboard>(Html, board => board.ToTable().ToHtml()),
    ];
}
