using Spectre.Console;

namespace HonestAsync.Dojo;

/// <summary>
/// Prints the material for a solved kata: yours next to the reference, why, the other right fixes, and the tempting
/// wrong ones below the test that stops them.
/// </summary>
internal sealed class SolutionPages(IAnsiConsole console)
{
    private const int Examples = 3;
    private readonly VerdictParts _parts = new(console);

    /// <summary>One or two sentences about the sections.</summary>
    /// <param name="kata">The kata.</param>
    /// <param name="how">What to do to see it.</param>
    public void Summary(Kata kata, string how)
    {
        _parts.Item(" ", $"The idea: {kata.File.Idea}.");
        List<string> parts =
        [
            "yours next to the reference", "why", $"{Others(kata).Count} other right fixes",
            $"{kata.Variants(VariantKind.Wrong).Count} tempting wrong ones",
        ];
        if (kata.File.Analyzers.Count > 0)
        {
            parts.Add("the analyzer rules that would have warned");
        }
        _parts.Item(" ", $"{how} shows {string.Join(", ", parts[..^1])} and {parts[^1]}.");
    }

    /// <summary>The sections and their contents, one line per section.</summary>
    public void Overview(Kata kata)
    {
        console.MarkupLine($"[bold]{Markup.Escape(kata.Name)}[/] {Markup.Escape(kata.File.Title)}");
        _parts.Paragraph($"The idea: {kata.File.Idea}.");
        console.WriteLine();
        foreach (var section in SolutionSection.All)
        {
            string name = $"{section.Key} {section.Name,-10}";
            string text = $"{name} {InALine(kata, section)}";
            string[] lines = [.. HangingIndent.Lines(text, "", console.Profile.Width, name.Length + 1)];
            console.MarkupLine($"[bold]{name}[/]{Markup.Escape(lines[0][name.Length..])}");
            foreach (string line in lines.Skip(1))
            {
                console.WriteLine(line);
            }
        }
    }

    /// <summary>One section, below its heading.</summary>
    public void Section(Kata kata, SolutionSection section)
    {
        console.MarkupLine($"[bold]{Markup.Escape(kata.Name)}: {Markup.Escape(section.Title)}[/] "
            + $"[grey]({section.Key} of {SolutionSection.All.Count})[/]");
        console.WriteLine();
        Action<Kata> print = section.Name switch
        {
            "diff" => Difference,
            "why" => Why,
            "others" => RightFixes,
            "wrong" => WrongFixes,
            _ => Analyzers,
        };
        print(kata);
    }

    private static string InALine(Kata kata, SolutionSection section) => section.Name switch
    {
        "diff" => FileDifference.Of(kata) switch
        {
            { Removed: 0, Added: 0 } => "yours and the reference are the same",
            var lines => $"yours next to the reference: - {Lines(lines.Removed)}, + {Lines(lines.Added)}",
        },
        "why" => "what was wrong, why this is right, when not to do it",
        "others" => Some("other right fixes", Others(kata)),
        "wrong" => Some("tempting wrong ones, each stopped by a test",
            [.. kata.Variants(VariantKind.Wrong).Select(Name)]),
        _ => kata.File.Analyzers.Count == 0
            ? "no rule would have warned"
            : $"rules that would have warned: {string.Join(", ", kata.File.Analyzers)}",
    };

    private static string Some(string what, List<string> names) => names.Count == 0 ? $"no {what}"
        : $"{names.Count} {what}: {string.Join("; ", names.Take(Examples))}"
            + (names.Count > Examples ? "; …" : "");

    private static string Lines(int count) => count == 1 ? "1 line" : $"{count} lines";

    private static List<string> Others(Kata kata) =>
        [.. kata.File.Primitives.Values.Distinct(StringComparer.Ordinal)];

    private static string Name(Variant wrong) =>
        Path.GetFileNameWithoutExtension(wrong.File)["wrong-".Length..].Replace('-', ' ');

    private void Difference(Kata kata)
    {
        var difference = FileDifference.Of(kata);
        _parts.Paragraph($"- {kata.Near(kata.File.Subject)}", "red");
        _parts.Paragraph($"+ solutions/{kata.Name}/{kata.File.Subject}", "green");
        console.WriteLine();
        if (difference is { Removed: 0, Added: 0 })
        {
            console.WriteLine("They are the same.");
            return;
        }
        foreach (var (mark, text) in difference.Lines)
        {
            string colour = mark switch { '+' => "green", '-' => "red", _ => "grey" };
            int indent = mark == ' ' ? 0 : 2 + text.Length - text.TrimStart().Length;
            string line = $"{mark} {text}";
            foreach (string part in HangingIndent.Lines(line, "", console.Profile.Width, indent + 4))
            {
                console.MarkupLine($"[{colour}]{Markup.Escape(part)}[/]");
            }
        }
    }

    private void Why(Kata kata)
    {
        string why = File.ReadAllText(kata.Solution("WHY.md"));
        foreach (string line in WrappedMarkdown.Lines(why, console.Profile.Width))
        {
            console.MarkupLine(line);
        }
    }

    private void RightFixes(Kata kata)
    {
        var others = kata.File.Primitives.OrderBy(each => each.Key, StringComparer.Ordinal);
        foreach (var (file, primitive) in others)
        {
            _parts.Item("[green]✓[/]", $"{primitive} ({file})");
        }
        _parts.Paragraph($"The files are in tests/Katas.Tests/variants/{kata.Name}", "grey");
    }

    private void WrongFixes(Kata kata)
    {
        var byTest = kata.Variants(VariantKind.Wrong)
            .GroupBy(wrong => wrong.CaughtBy ?? "a test", StringComparer.Ordinal);
        _parts.Paragraph("Each with what tempts in it, below the test that stops it.", "grey");
        console.WriteLine();
        foreach (var test in byTest)
        {
            _parts.Paragraph($"Stopped by: {test.Key.Replace('_', ' ')}", "yellow");
            foreach (var wrong in test)
            {
                _parts.Item("[red]✗[/]", $"{Name(wrong)}: {wrong.Reason}");
            }
            console.WriteLine();
        }
        _parts.Paragraph($"The files are in tests/Katas.Tests/variants/{kata.Name}", "grey");
    }

    private void Analyzers(Kata kata)
    {
        if (kata.File.Analyzers.Count == 0)
        {
            _parts.Paragraph("None: no rule that we know of sees this.");
            return;
        }
        _parts.Paragraph(string.Join(", ", kata.File.Analyzers));
        _parts.Paragraph("They are off in the katas, so that they do not give the answer away.", "grey");
    }
}
