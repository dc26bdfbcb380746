using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using HonestAsync.Kernel;
using Microsoft.CodeAnalysis.CSharp;

namespace HonestAsync.Dojo;

/// <summary>
/// Every number written in digits before the exercises stands in a stored output or in the code of the same
/// notebook, with the same value: 10,000 is 10_000 and 5.0 is 5; from 10 on it may be
/// rounded, 66.7 for 66.667. Outputs are plain text, streams, errors, verdicts
/// of the notebook; code is numbers and strings, not comments.
/// <para>
/// Not asked: quotes and <c>**Claim**</c> paragraphs (figures of the articles), <c>`code`</c>, link targets, the
/// numbers of headings and lists, the run time, ordinals (90th), numbers of notebooks, experiments, katas and articles, and what
/// begins with 0 and goes on with a digit, for that is a name.
/// </para>
/// <para>
/// What it gets wrong: a number that stands elsewhere in the notebook by chance passes; so does one with the wrong
/// unit; numbers in words are not read. What was computed in the author's head (98 of 100 left) is found: print it,
/// or say it in words.
/// </para>
/// </summary>
internal static partial class NumberRules
{
    private const NumberStyles Written = NumberStyles.AllowThousands | NumberStyles.AllowDecimalPoint;

    public static IEnumerable<LintFinding> Check(NotebookPage page)
    {
        var known = page.Code.SelectMany(cell => InCode(cell.Source).Concat(InOutputs(cell.Outputs))).ToHashSet();
        foreach (var cell in page.Lesson.Where(cell => cell.Type == CellType.Markdown))
        {
            var unknown = Stated(cell.Source).Where(number => !IsKnown(number, known));
            foreach (string number in unknown.Distinct(StringComparer.Ordinal))
            {
                yield return page.Finding(cell, $"{number} is in no output and in no code of this notebook",
                    "Show where it comes from, correct it, or say it in words.");
            }
        }
    }

    private static bool IsKnown(string number, HashSet<decimal> known)
    {
        decimal value = Value(number);
        int places = number.Contains('.', StringComparison.Ordinal) ? number.Length - number.IndexOf('.', StringComparison.Ordinal) - 1 : 0;
        return known.Contains(value)
            || (value >= 10 && known.Any(exact => decimal.Round(exact, places, MidpointRounding.AwayFromZero) == value));
    }

    private static IEnumerable<string> Stated(string source) =>
        Number().Matches(Unasked().Replace(source, " ")).Select(match => match.Value);

    private static IEnumerable<decimal> InCode(string source) => PortabilityRules.Parse(source).DescendantTokens()
        .SelectMany(token => token.Kind() switch
        {
            SyntaxKind.NumericLiteralToken => Values(token.Text.Replace("_", "", StringComparison.Ordinal)),
            SyntaxKind.StringLiteralToken or SyntaxKind.InterpolatedStringTextToken or SyntaxKind.MultiLineRawStringLiteralToken
                or SyntaxKind.SingleLineRawStringLiteralToken => Values(token.ValueText),
            _ => [],
        });

    private static IEnumerable<decimal> InOutputs(JsonArray outputs) => outputs.OfType<JsonObject>().SelectMany(output =>
    {
        var data = output["data"] as JsonObject;
        return new[]
        {
            OutputRules.Text(output["text"]), OutputRules.Text(output["evalue"]), OutputRules.Text(data?["text/plain"]),
        }
        .Concat(Leaves(data?[VerdictContract.MimeType]))
        .SelectMany(Values);
    });

    // one by one: in the text of an array, 248,246 would be one number
    private static IEnumerable<string> Leaves(JsonNode? node) => node switch
    {
        null => [],
        JsonArray items => items.SelectMany(Leaves),
        JsonObject entries => entries.SelectMany(entry => Leaves(entry.Value)),
        _ => [node.ToString()],
    };

    private static IEnumerable<decimal> Values(string text) => Number().Matches(text).Select(match => Value(match.Value));

    private static decimal Value(string number) =>
        decimal.TryParse(number, Written, CultureInfo.InvariantCulture, out decimal value) ? value : -1;

    // also "3x" and "5ms"; a comma only where it groups three digits
    [GeneratedRegex(@"(?<![\w.])([0-9]{1,3}(,[0-9]{3})+|[0-9]+)(\.[0-9]+)?(?![0-9])", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Number();

    [GeneratedRegex(@"^>.*$|^\*\*Claim\*\*.*$|`[^`\n]*`|\]\([^)]*\)|^#+ *[0-9]+( ·|\.)|^\s*[0-9]+\."
        + @"|\b[0-9]+(st|nd|rd|th)\b|Run time[^.]*\.|(?<![\w.,])0[0-9]+"
        + @"|\b(notebook|experiment|kata|article|section|program|step)s? [0-9]+",
        RegexOptions.ExplicitCapture | RegexOptions.Multiline | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Unasked();
}
