using System.Text.RegularExpressions;

namespace HonestAsync.Dojo;

/// <summary>Relative links of a Markdown file that lead nowhere; one to a notebook that is planned is only noted.</summary>
internal static partial class DeadLinks
{
    /// <param name="kata">The kata that the file belongs to.</param>
    /// <param name="file">The file that is read.</param>
    /// <param name="place">Where its readers find it.</param>
    /// <param name="ledger">It knows the planned notebooks.</param>
    public static IEnumerable<LintFinding> In(Kata kata, string file, string place, ClaimLedger ledger)
    {
        foreach (string link in Link().Matches(File.ReadAllText(file)).Select(match => match.Groups["target"].Value))
        {
            string target = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(place)!, Uri.UnescapeDataString(link.Split('#')[0])));
            if (link.StartsWith('#') || link.Contains("://", StringComparison.Ordinal) || File.Exists(target) || Directory.Exists(target))
            {
                continue;
            }
            var planned = ledger.Notebooks.FirstOrDefault(entry => Path.Combine(kata.Project.Notebooks, entry.FileName) == target);
            yield return planned is null
                ? KataLint.Finding(kata, file, $"the link to {link} leads nowhere", "Mend or remove it.")
                : KataLint.Finding(kata, file, $"notebook {planned.Number} is planned and not written yet", "The link will work once it is.") with { IsNote = true };
        }
    }

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Link();
}
