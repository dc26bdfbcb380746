using DiffPlex;
using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;
using Spectre.Console;

namespace HonestAsync.Dojo;

/// <summary>
/// What there is to learn once a kata is solved: yours beside the reference, why, the other right fixes, and the
/// tempting wrong ones with the test that stopped each.
/// </summary>
internal sealed class SolutionCommand(ProjectFolder project, IAnsiConsole console, LearnerProgress progress)
{
    public int Run(string name, bool anyway)
    {
        var kata = Kata.Find(project, name);
        if (progress.Of(kata.File.Slug).Solved is null)
        {
            if (!anyway)
            {
                console.WriteLine($"{kata.Name} is not solved yet, so its solution stays closed.");
                console.WriteLine($"Check your fix: dojo check {kata.File.Number}. A hint: dojo hint {kata.File.Number}. "
                    + $"Look all the same, and have that noted: dojo solution {kata.File.Number} --anyway");
                return ExitCode.Unsolved;
            }
            progress.NoteSolutionSeen(kata.File.Slug);
        }
        console.MarkupLine($"[bold]{Markup.Escape(kata.Name)}[/] {Markup.Escape(kata.File.Title)}: {Markup.Escape(kata.File.Idea)}");
        Difference(kata);
        Why(kata);
        RightFixes(kata);
        WrongFixes(kata);
        Analyzers(kata);
        return ExitCode.Ok;
    }

    private void Difference(Kata kata)
    {
        string mine = File.Exists(kata.MyFile) ? File.ReadAllText(kata.MyFile) : "";
        var lines = new InlineDiffBuilder(new Differ()).BuildDiffModel(mine, File.ReadAllText(kata.Solution(kata.File.Subject))).Lines;
        Title("Yours (-) beside the reference (+)");
        if (lines.TrueForAll(line => line.Type == ChangeType.Unchanged))
        {
            console.WriteLine("They are the same.");
            return;
        }
        foreach (var line in lines)
        {
            var (mark, colour) = line.Type switch
            {
                ChangeType.Inserted => ("+", "green"),
                ChangeType.Deleted => ("-", "red"),
                _ => (" ", "grey"),
            };
            console.MarkupLine($"[{colour}]{mark} {Markup.Escape(line.Text)}[/]".TrimEnd());
        }
    }

    private void Why(Kata kata)
    {
        Title("Why");
        console.WriteLine(File.ReadAllText(kata.Solution("WHY.md")).ReplaceLineEndings("\n").Trim());
    }

    private void RightFixes(Kata kata)
    {
        Title("Other right fixes");
        foreach (var (file, primitive) in kata.File.Primitives.OrderBy(each => each.Key, StringComparer.Ordinal))
        {
            console.MarkupLine($"[green]✓[/] {Markup.Escape(primitive)} [grey]({Markup.Escape(file)})[/]");
        }
        console.MarkupLine($"[grey]They lie in tests/Katas.Tests/variants/{Markup.Escape(kata.Name)}[/]");
    }

    private void WrongFixes(Kata kata)
    {
        Title("Tempting, and wrong");
        foreach (var wrong in kata.Variants(VariantKind.Wrong))
        {
            string name = Path.GetFileNameWithoutExtension(wrong.File)["wrong-".Length..].Replace('-', ' ');
            console.MarkupLine($"[red]✗[/] {Markup.Escape(name)}: {Markup.Escape(wrong.Reason ?? "")}");
            console.MarkupLine($"  [grey]stopped by: {Markup.Escape(wrong.CaughtBy?.Replace('_', ' ') ?? "a test")}[/]");
        }
    }

    private void Analyzers(Kata kata)
    {
        if (kata.File.Analyzers.Count > 0)
        {
            Title("Analyzer rules that would have warned");
            console.WriteLine(string.Join(", ", kata.File.Analyzers));
        }
    }

    private void Title(string text)
    {
        console.WriteLine();
        console.MarkupLine($"[bold]{Markup.Escape(text)}[/]");
    }
}
