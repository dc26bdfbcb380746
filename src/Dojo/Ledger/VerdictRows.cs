using Spectre.Console;

namespace HonestAsync.Dojo;

/// <summary>Prints a verdict as rows of a word and its text; the words are those of the notebooks.</summary>
internal sealed class VerdictRows(IAnsiConsole console)
{
    private const int Indent = 2;
    private const int Column = 14;

    /// <summary>A row; what does not fit goes on below its text.</summary>
    /// <param name="word">What it is, at most eleven letters.</param>
    /// <param name="text">Plain text.</param>
    /// <param name="marked">So many characters of the text stand out.</param>
    /// <param name="colour">In this colour.</param>
    public void Row(string word, string text, int marked = 0, string colour = "default")
    {
        string label = $"{new string(' ', Indent)}{word.PadRight(Column - Indent - 1)} ";
        string[] lines = [.. HangingIndent.Lines(label + text, "", console.Profile.Width, Column - Indent)];
        string first = lines[0][label.Length..];
        marked = Math.Min(marked, first.Length);
        console.Markup($"[grey]{label}[/][{colour}]{Markup.Escape(first[..marked])}[/]");
        console.WriteLine(first[marked..]);
        foreach (string line in lines.Skip(1))
        {
            console.WriteLine(line);
        }
    }

    /// <summary>The claim: its name, and below it in words.</summary>
    public void Claim(Claim claim)
    {
        console.MarkupLine($"[grey]{Markup.Escape(claim.Id)}[/]");
        foreach (string line in HangingIndent.Lines(claim.Text, "", console.Profile.Width, further: 0))
        {
            console.MarkupLine($"[bold]{Markup.Escape(line)}[/]");
        }
    }

    /// <summary>The verdict, what was measured, and what the claim needed.</summary>
    /// <param name="verdict">Of a run, now or before.</param>
    /// <param name="predicted">The words in brackets behind it.</param>
    public void Verdict(MeasuredVerdict verdict, string predicted)
    {
        string says = VerdictWords.Of(verdict.Verdict);
        Row("verdict", $"{says} ({predicted})", says.Length, VerdictWords.Colour(verdict.Verdict));
        if (verdict.Needs.Length > 0)
        {
            Row("measured", EvidenceText.Readable(verdict.Evidence, verdict.Form));
            Row("needs", verdict.Needs);
        }
        if (verdict.Says.Length > 0 && verdict.Verdict is not ("Holds" or "Refuted"))
        {
            string word = verdict.Verdict switch
            {
                "Twist" => "in .NET",
                "Depends" => "depends on",
                _ => "because",
            };
            Row(word, verdict.Says);
        }
    }
}
