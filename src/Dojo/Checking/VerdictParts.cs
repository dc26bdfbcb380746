using Spectre.Console;

namespace HonestAsync.Dojo;

/// <summary>The parts of a verdict; each way of checking puts them together as it needs them.</summary>
internal sealed class VerdictParts(IAnsiConsole console)
{
    private const int MostErrors = 5;
    private const int MostPrinted = 12;

    /// <summary>Prints which of the given files were changed; nothing if none was.</summary>
    public void Changed(Kata kata)
    {
        foreach (string file in ChangedFiles.Of(kata))
        {
            Item("[yellow]![/]", $"{file} is not as it was given; this verdict uses the original. "
                + $"To have it back: dojo reset {kata.File.Number}");
        }
    }

    /// <summary>What the compiler says, with a mark under each place.</summary>
    public void Errors(Kata kata, KataRun run)
    {
        var errors = run.Problems.Where(problem => problem.IsError).ToList();
        if (StrayFile.Of(kata) is { } other)
        {
            Paragraph($"This is the code of another kata: {other.Name}. It belongs into katas/{other.Name}/{other.File.Subject}. "
                + $"To have {kata.File.Subject} back, with your present file kept as .mine: dojo reset {kata.File.Number}");
            console.WriteLine();
        }
        else if (errors.TrueForAll(error => error.File != kata.File.Subject))
        {
            Paragraph($"The tests use what {kata.File.Subject} offered when you got it. "
                + "Keep its public names, parameters and results as they were:");
            console.WriteLine();
        }
        foreach (var error in errors.Take(MostErrors))
        {
            string place = error.File == kata.File.Subject
                ? kata.Place(error.Line, error.Column)
                : $"{error.File}:{error.Line}:{error.Column}";
            Item("[red]✗[/]", $"{place}: {error.Message} ({error.Id})");
            Indented(error.Excerpt(console.Profile.Width - 6), "      ");
        }
        if (errors.Count > MostErrors)
        {
            console.WriteLine($"  … and {errors.Count - MostErrors} more");
        }
    }

    /// <summary>One line per test; below a red one, its message if asked for.</summary>
    public void Tests(Kata kata, KataRun run, bool withWords)
    {
        foreach (var test in run.Tests)
        {
            string? notRun = NotRunText.Of(run, test);
            string mark = test.State == TestState.Passed ? "[green]✓[/]"
                : notRun is not null ? "[grey]·[/]"
                : "[red]✗[/]";
            Item(mark, test.Sentence + (notRun is null ? "" : $" ({notRun})"));
            if (withWords && test.State is TestState.Failed or TestState.Hung)
            {
                Words(kata, test);
            }
        }
    }

    /// <summary>The message of a red test; the broken property is highlighted.</summary>
    public void Words(Kata kata, TestOutcome test)
    {
        bool byItself = test.ByAssertion || test.State == TestState.Hung;
        Indented(byItself ? test.Message : $"{test.Exception?.Split('.')[^1]}: {test.Message}", "    ");
        if (test.Line is { } line && !test.ByAssertion)
        {
            Indented($"at {kata.Place(line)}", "    ");
        }
    }

    /// <summary>Why the process was lost, if it was.</summary>
    public void Explanation(KataRun run)
    {
        if (run.Explanation.Length > 0)
        {
            console.WriteLine();
            Paragraph(run.Explanation, "red");
        }
    }

    /// <summary>The beginning of what the code printed.</summary>
    public void Printed(KataRun run)
    {
        if (run.Printed.Length > 0)
        {
            console.WriteLine();
            console.MarkupLine("[grey]Your code printed:[/]");
            string[] lines = run.Printed.ReplaceLineEndings("\n").TrimEnd().Split('\n');
            Indented(string.Join('\n', lines.Take(MostPrinted)), "    ");
            if (lines.Length > MostPrinted)
            {
                console.WriteLine("    …");
            }
        }
    }

    /// <summary>A sentence: solved or not, how many tests pass, how long it took. Plain text.</summary>
    public static string Standing(Kata kata, KataRun run) =>
        run.IsGreen ? $"Solved. All {run.Tests.Count} tests pass ({Seconds(run)})."
        : run.IsUndecided ? $"No verdict: the machine is too busy. {run.Passed.Count()} of {run.Tests.Count} tests pass ({Seconds(run)})."
        : run.Ending == RunEnding.NotCompiled ? $"Not solved: {kata.File.Subject} does not compile."
        : run.Tests.Count == 0 ? "Not solved: no test could begin."
        : $"Not solved: {run.Passed.Count()} of {run.Tests.Count} tests pass ({Seconds(run)}).";

    /// <summary>The mark before that sentence, as markup.</summary>
    public static string Mark(KataRun run) => run.IsGreen ? "[green]✓[/]" : run.IsUndecided ? "[yellow]?[/]" : "[red]✗[/]";

    /// <summary>Real time of compiling and testing.</summary>
    public static string Seconds(KataRun run) => $"{(run.Compiling + run.Testing).TotalSeconds:0.0} s";

    /// <summary>Text after a mark, which is markup; what does not fit goes on below the text.</summary>
    public void Item(string mark, string text)
    {
        string[] lines = [.. HangingIndent.Lines(text, "  ", console.Profile.Width, further: 0)];
        console.MarkupLine($"{mark} {Markup.Escape(lines[0].TrimStart())}");
        foreach (string line in lines.Skip(1))
        {
            console.WriteLine(line);
        }
    }

    /// <summary>Sentences, in a colour where there are any.</summary>
    public void Paragraph(string text, string colour = "default")
    {
        foreach (string line in HangingIndent.Lines(text, "", console.Profile.Width, further: 0))
        {
            console.MarkupLine($"[{colour}]{Markup.Escape(line)}[/]");
        }
    }

    private void Indented(string text, string indent)
    {
        bool broken = false;
        foreach (string line in HangingIndent.Lines(text, indent, console.Profile.Width))
        {
            string bare = line.TrimStart();
            bool begins = bare.StartsWith("broken:", StringComparison.OrdinalIgnoreCase);
            broken = begins || (broken && line.Length - bare.Length > indent.Length + 1);
            console.MarkupLine(broken ? $"[yellow]{Markup.Escape(line)}[/]" : Markup.Escape(line));
        }
    }
}
