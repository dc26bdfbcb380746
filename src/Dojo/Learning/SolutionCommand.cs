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
    private const int Examples = 3;
    private readonly VerdictParts _parts = new(console);

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

    /// <summary>In a few lines, what there is to see of a solved kata.</summary>
    /// <param name="kata">The kata.</param>
    /// <param name="how">What to do to see it.</param>
    public void Summary(Kata kata, string how)
    {
        Count("other right fixes", [.. kata.File.Primitives.Values.Distinct(StringComparer.Ordinal)]);
        Count("tempting wrong ones, each stopped by a test", [.. kata.Variants(VariantKind.Wrong).Select(Name)]);
        if (kata.File.Analyzers.Count > 0)
        {
            _parts.Item(" ", $"Analyzer rules that would have warned: {string.Join(", ", kata.File.Analyzers)}");
        }
        _parts.Item(" ", $"The idea: {kata.File.Idea}. All of this, why, and yours beside the reference: {how}");
    }

    private void Count(string what, IReadOnlyList<string> names)
    {
        if (names.Count > 0)
        {
            string some = string.Join("; ", names.Take(Examples));
            _parts.Item(" ", $"{names.Count} {what}: {some}{(names.Count > Examples ? "; …" : "")}");
        }
    }

    private static string Name(Variant wrong) =>
        Path.GetFileNameWithoutExtension(wrong.File)["wrong-".Length..].Replace('-', ' ');

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
            _parts.Item("[green]✓[/]", $"{primitive} ({file})");
        }
        console.MarkupLine($"[grey]They lie in tests/Katas.Tests/variants/{Markup.Escape(kata.Name)}[/]");
    }

    private void WrongFixes(Kata kata)
    {
        Title("Tempting, and wrong");
        foreach (var wrong in kata.Variants(VariantKind.Wrong))
        {
            _parts.Item("[red]✗[/]", $"{Name(wrong)}: {wrong.Reason}");
            _parts.Item(" ", $"stopped by: {wrong.CaughtBy?.Replace('_', ' ') ?? "a test"}");
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
