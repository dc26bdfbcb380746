using System.Text.RegularExpressions;

namespace HonestAsync.Dojo;

/// <summary>
/// README and tests of a kata name its notebook in the agreed words: as a link where it can be read, and as
/// planned where it cannot.
/// </summary>
internal static partial class NotebookRules
{
    private const string InTests = "See notebooks/";

    public static IEnumerable<LintFinding> Check(Kata kata, ClaimLedger ledger)
    {
        if (KataNotebook.Of(kata.Project, ledger, kata.File) is not { } notebook)
        {
            yield break;
        }
        string state = notebook.IsWritten ? "is written" : "is planned";
        string readme = kata.Original("README.md");
        string text = OneLine(File.ReadAllText(readme));
        if (!text.Contains(OneLine(notebook.InAReadme), StringComparison.Ordinal))
        {
            yield return KataLint.Finding(kata, readme,
                $"it does not say where the mechanism is shown; notebook {notebook.Entry.Number} {state}",
                $"Write: {notebook.InAReadme}");
        }
        foreach (string file in kata.Surroundings)
        {
            text = Joint().Replace(File.ReadAllText(file), "");
            if (text.Contains(InTests, StringComparison.Ordinal)
                && !text.Contains(notebook.InATest, StringComparison.Ordinal))
            {
                yield return KataLint.Finding(kata, file,
                    $"it points to a notebook in other words; notebook {notebook.Entry.Number} {state}",
                    $"Write: {notebook.InATest}");
            }
        }
    }

    // a string that goes on in the next line
    [GeneratedRegex(@"""\s*\+\s*""", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Joint();

    private static string OneLine(string text) =>
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
