using Spectre.Console;

namespace HonestAsync.Dojo;

/// <summary>Prints a verdict as rows of a label and its text, with the labels of the notebooks.</summary>
internal sealed class VerdictRows(IAnsiConsole console)
{
    private const int Indent = 2;
    private const int Column = 14;

    /// <summary>A row; text that does not fit continues on the next line, indented.</summary>
    /// <param name="word">Its label, at most eleven letters.</param>
    /// <param name="text">Plain text.</param>
    /// <param name="marked">How many characters of the text are coloured.</param>
    /// <param name="colour">Their colour.</param>
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

    /// <summary>The claim: its id, and below that its words.</summary>
    public void Claim(Claim claim)
    {
        console.MarkupLine($"[grey]{Markup.Escape(claim.Id)}[/]");
        foreach (string line in HangingIndent.Lines(claim.Text, "", console.Profile.Width, further: 0))
        {
            console.MarkupLine($"[bold]{Markup.Escape(line)}[/]");
        }
    }

    /// <summary>The verdict, the measured row, the criterion, and the qualifier.</summary>
    /// <param name="result">Of this run, or of the last saved one.</param>
    /// <param name="predicted">The words in brackets after the verdict.</param>
    public void Judged(ClaimResult result, string predicted)
    {
        string word = result.Verdict.Word();
        Row("verdict", $"{word} ({predicted})", word.Length, result.Verdict.Colour());
        if (result.Criterion is not null)
        {
            Row("measured", result.Evidence.ToText());
            Row("criterion", result.Criterion);
        }
        if (result.Qualifier is not null && result.Verdict.QualifierLabel() is { } label)
        {
            Row(label, result.Qualifier);
        }
    }
}
