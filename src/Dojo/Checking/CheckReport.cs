using Spectre.Console;

namespace HonestAsync.Dojo;

/// <summary>Prints the verdict on a kata for the one who works on it.</summary>
internal sealed class CheckReport(IAnsiConsole console)
{
    private const int MostErrors = 5;
    private const int MostPrinted = 12;

    public void Header(Kata kata)
    {
        console.MarkupLine($"[bold]{Markup.Escape(kata.Name)}[/] {Markup.Escape(kata.File.Title)}");
        foreach (string file in ChangedFiles.Of(kata))
        {
            console.MarkupLine($"[yellow]![/] {Markup.Escape(file)} is not as it was given; this verdict uses the original. "
                + $"To have it back: dojo reset {kata.File.Number}");
        }
    }

    public void Verdict(Kata kata, KataRun run)
    {
        console.WriteLine();
        if (run.Ending == RunEnding.NotCompiled)
        {
            Errors(kata, run);
        }
        else
        {
            Tests(kata, run);
            Printed(run);
        }
        console.WriteLine();
        console.MarkupLine(Summary(kata, run));
    }

    /// <summary>One line, for a list.</summary>
    public void Line(Kata kata, KataRun run)
    {
        string why = run.IsGreen ? "solved"
            : run.Ending == RunEnding.NotCompiled ? $"does not compile: {run.Problems[0]}"
            : run.Ending != RunEnding.Reported ? run.Explanation
            : $"{run.Red.Count()} of {run.Tests.Count} tests are red, first: {run.Red.First().Sentence}";
        console.MarkupLine($"{Mark(run)} {Markup.Escape(kata.Name)}: {Markup.Escape(why)} [grey]({Seconds(run)})[/]");
    }

    private static string Mark(KataRun run) => run.IsGreen ? "[green]✓[/]" : "[red]✗[/]";

    private static string Seconds(KataRun run) => $"{(run.Compiling + run.Testing).TotalSeconds:0.0} s";

    private void Errors(Kata kata, KataRun run)
    {
        var errors = run.Problems.Where(problem => problem.IsError).ToList();
        if (errors.TrueForAll(error => error.File != kata.File.Subject))
        {
            console.MarkupLine($"The tests use what {Markup.Escape(kata.File.Subject)} offered when you got it. "
                + "Keep its public names, parameters and results as they were:");
            console.WriteLine();
        }
        foreach (var error in errors.Take(MostErrors))
        {
            console.MarkupLine($"[red]✗[/] {Markup.Escape(error.File)} line {error.Line}, column {error.Column}: {Markup.Escape(error.Message)} [grey]({error.Id})[/]");
            Indented(error.Excerpt(), "      ");
        }
        if (errors.Count > MostErrors)
        {
            console.MarkupLine($"  … and {errors.Count - MostErrors} more");
        }
    }

    private void Tests(Kata kata, KataRun run)
    {
        foreach (var test in run.Tests)
        {
            bool ran = test.Name == run.Running && run.Ending != RunEnding.Reported;
            string mark = ran ? "[red]✗[/]" : test.State switch
            {
                TestState.Passed => "[green]✓[/]",
                TestState.NotRun => "[grey]·[/]",
                _ => "[red]✗[/]",
            };
            string note = test.State == TestState.NotRun && !ran ? " [grey](not run)[/]" : "";
            console.MarkupLine($"{mark} {Markup.Escape(test.Sentence)}{note}");
            if (test.State is TestState.Failed or TestState.Hung)
            {
                Indented(Words(kata, test), "    ");
            }
        }
        if (run.Explanation.Length > 0)
        {
            console.WriteLine();
            console.MarkupLine($"[red]{Markup.Escape(run.Explanation)}[/]");
        }
    }

    private static string Words(Kata kata, TestOutcome test)
    {
        string what = test.ByAssertion || test.State == TestState.Hung
            ? test.Message
            : $"{test.Exception?.Split('.')[^1]}: {test.Message}";
        return test.Line is { } line && !test.ByAssertion ? $"{what}\n({kata.File.Subject} line {line})" : what;
    }

    private void Printed(KataRun run)
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

    private static string Summary(Kata kata, KataRun run)
    {
        if (run.IsGreen)
        {
            return $"[green]Solved.[/] All {run.Tests.Count} tests pass [grey]({Seconds(run)})[/]. "
                + $"Compare yours with others, right and wrong: dojo solution {kata.File.Number}";
        }
        string what = run.Ending == RunEnding.NotCompiled
            ? $"[red]Not solved:[/] {Markup.Escape(kata.File.Subject)} does not compile."
            : run.Tests.Count == 0 ? "[red]Not solved:[/] no test could begin."
            : $"[red]Not solved:[/] {run.Passed.Count()} of {run.Tests.Count} tests pass [grey]({Seconds(run)})[/].";
        return $"{what} Edit katas/{kata.Name}/{Markup.Escape(kata.File.Subject)} and check again. "
            + $"A hint: dojo hint {kata.File.Number}";
    }

    private void Indented(string text, string indent)
    {
        foreach (string line in text.ReplaceLineEndings("\n").TrimEnd().Split('\n'))
        {
            console.WriteLine($"{indent}{line}".TrimEnd());
        }
    }
}
