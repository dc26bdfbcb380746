using Spectre.Console;

namespace HonestAsync.Dojo;

/// <summary>Prints the verdict on a kata for its learner.</summary>
internal sealed class CheckReport(IAnsiConsole console)
{
    private readonly VerdictParts _parts = new(console);

    public void Header(Kata kata)
    {
        console.MarkupLine($"[bold]{Markup.Escape(kata.Name)}[/] {Markup.Escape(kata.File.Title)}");
        _parts.Changed(kata);
    }

    public void Verdict(Kata kata, KataRun run)
    {
        console.WriteLine();
        if (run.Ending == RunEnding.NotCompiled)
        {
            _parts.Errors(kata, run);
        }
        else
        {
            _parts.Tests(kata, run, withWords: true);
            _parts.Explanation(run);
            _parts.Printed(run);
        }
        console.WriteLine();
        _parts.Item(VerdictParts.Mark(run), VerdictParts.Standing(kata, run) + (run.IsGreen
            ? $" Compare yours with others, right and wrong: dojo solution {kata.File.Number}"
            : run.IsUndecided ? " Check again when the machine is calmer."
            : $" Edit {kata.Place()} and check again. A hint: dojo hint {kata.File.Number}"));
    }

    /// <summary>One line, for a list.</summary>
    public void Line(Kata kata, KataRun run)
    {
        string why = run.IsGreen ? "solved"
            : run.IsUndecided ? "no verdict: the machine is too busy"
            : run.Ending == RunEnding.NotCompiled ? $"does not compile: {run.Problems[0]}"
            : run.Ending != RunEnding.Reported ? run.Explanation
            : $"{run.Red.Count()} of {run.Tests.Count} tests are red, first: {run.Red.First().Sentence}";
        _parts.Item(VerdictParts.Mark(run), $"{kata.Name}: {why} ({VerdictParts.Seconds(run)})");
    }
}
