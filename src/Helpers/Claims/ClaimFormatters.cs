using System.Net;
using System.Text;

namespace HonestAsync;

/// <summary>Shows a verdict: as text, as a small panel, and as data that tools collect.</summary>
internal sealed class ClaimResultFormatters : FormatterSource
{
    /// <summary>What the notebook runner collects verdicts by.</summary>
    public const string VerdictJson = "application/vnd.honest-async.verdict+json";

    /// <summary>Where the text of a line begins in <see cref="ClaimResult.ToString"/>.</summary>
    private const int LabelColumns = 13;

    protected override IEnumerable<Formatter> Formatters() =>
    [
        For<ClaimResult>(Text, result => result.ToString()),
        For<ClaimResult>(Html, ToHtml),
        For<ClaimResult>(VerdictJson, result => result.ToJson()),
    ];

    private static string ToHtml(ClaimResult result)
    {
        string[] lines = result.ToString().Split('\n');
        var html = new StringBuilder("<div style=\"border-left:4px solid ")
            .Append(Colour(result.Verdict))
            .Append(";padding:2px 0 2px 12px\"><code>")
            .Append(WebUtility.HtmlEncode(result.Id))
            .Append("</code>: <b>")
            .Append(WebUtility.HtmlEncode(ClaimResult.Word(result.Verdict)))
            .Append("</b>");
        foreach (string line in lines.Skip(1))
        {
            // letters of a page differ in width: the label gets a box instead of padding
            html.Append("<br/><span style=\"display:inline-block;min-width:6em;opacity:0.75\">")
                .Append(WebUtility.HtmlEncode(line[..LabelColumns].Trim()))
                .Append("</span> <span style=\"white-space:pre-wrap\">")
                .Append(WebUtility.HtmlEncode(line[LabelColumns..]))
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
