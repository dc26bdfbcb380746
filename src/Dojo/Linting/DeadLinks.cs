using System.Text.RegularExpressions;

namespace HonestAsync.Dojo;

/// <summary>
/// Relative links of a Markdown text that lead nowhere; one to a notebook that is planned is only noted.
/// </summary>
internal static partial class DeadLinks
{
    /// <param name="project">The clone.</param>
    /// <param name="text">The Markdown that is read.</param>
    /// <param name="file">The file that it stands in.</param>
    /// <param name="place">Where its readers find it.</param>
    /// <param name="ledger">It knows the planned notebooks.</param>
    public static IEnumerable<LintFinding> In(ProjectFolder project, string text, string file, string place, ClaimLedger ledger)
    {
        foreach (string link in Link().Matches(text).Select(match => match.Groups["target"].Value))
        {
            string target = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(place)!, Uri.UnescapeDataString(link.Split('#')[0])));
            if (link.StartsWith('#') || link.Contains("://", StringComparison.Ordinal) || File.Exists(target) || Directory.Exists(target))
            {
                continue;
            }
            var planned = ledger.Notebooks.FirstOrDefault(entry => Path.Combine(project.Notebooks, entry.FileName) == target);
            yield return planned is null
                ? new LintFinding(KataLint.Relative(project, file), $"the link to {link} leads nowhere", "Correct or remove it.")
                : new LintFinding(KataLint.Relative(project, file), $"notebook {planned.Number} is planned and not written yet", "The link will work once it is.") with { IsNote = true };
        }
    }

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Link();
}
