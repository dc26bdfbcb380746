using Spectre.Console;

namespace HonestAsync.Dojo;

/// <summary>Prints blocks that scroll, and in a terminal keeps the bottom lines below them.</summary>
internal sealed class WatchScreen(WatchSetup setup)
{
    private readonly IAnsiConsole _console = setup.Console;
    private readonly VerdictParts _parts = new(setup.Console);
    private readonly BottomLines _bottom = new(setup.Console);

    /// <summary>Draws the bottom lines as they are to be after a block.</summary>
    public required Action Redraw { get; init; }

    public int Width => _console.Profile.Width;

    public int Height => _console.Profile.Height;

    /// <summary>How many were shown.</summary>
    public int Verdicts { get; private set; }

    /// <summary>Draws these below everything; nothing without a keyboard, where they would be of no use.</summary>
    public void Bottom(params IReadOnlyList<BottomLine> lines)
    {
        if (setup.HasKeys)
        {
            _bottom.Draw(lines);
        }
    }

    /// <summary>Prints above the bottom lines.</summary>
    public void Block(Action print)
    {
        _bottom.Erase();
        print();
        _console.WriteLine();
        Redraw();
    }

    /// <summary>Takes the bottom lines away for good.</summary>
    public void Close() => _bottom.Erase();

    /// <summary>What is followed, and what to do.</summary>
    public void Kata(Kata kata) => Block(() =>
    {
        _console.MarkupLine($"[bold]{Markup.Escape(kata.Name)}[/] {Markup.Escape(kata.File.Title)}");
        _parts.Item(" ", $"What must hold: {kata.Near("README.md")}");
        _parts.Item(" ", $"Edit and save:  {kata.Place()}");
    });

    /// <summary>The verdict on a text.</summary>
    /// <param name="kata">The kata.</param>
    /// <param name="run">What it came to.</param>
    /// <param name="text">The text that was run.</param>
    /// <param name="before">Where things stood when it compiled; null if it never did.</param>
    public void Verdict(Kata kata, KataRun run, string text, string? before) => Block(() =>
    {
        Verdicts++;
        Heading(kata);
        _parts.Changed(kata);
        if (run.Ending == RunEnding.NotCompiled)
        {
            _parts.Errors(kata, run);
            if (before is not null)
            {
                _parts.Paragraph($"The last verdict before: {before}.", "grey");
            }
            return;
        }
        _parts.Tests(kata, run, withWords: false);
        // a test that was only running when the time was up has no message
        var red = (run.Ending == RunEnding.Stopped ? null : run.LostIn) ?? run.Red.FirstOrDefault();
        if (red?.Message.Length > 0)
        {
            _console.WriteLine();
            _parts.Paragraph(run.Red.Count() > 1 ? $"First: {red.Sentence}" : red.Sentence, "bold");
            _parts.Words(kata, red);
        }
        _parts.Explanation(run);
        _parts.Printed(run);
        _console.WriteLine();
        _parts.Item(VerdictParts.Mark(run), VerdictParts.Standing(kata, run)
            + (run.IsGreen ? "" : run.IsUndecided ? " Save again when the machine is calmer." : $" {WhereToLook(kata, red?.Line, text)}"));
        if (run.IsGreen)
        {
            string how = setup.HasKeys ? "s" : $"dojo solution {kata.File.Number}";
            new SolutionPages(_console).Summary(kata, how);
        }
    });

    /// <summary>There is nothing to run.</summary>
    public void Trouble(Kata kata, string trouble) => Block(() =>
    {
        Heading(kata);
        _parts.Item("[yellow]![/]", $"{kata.Place()} {trouble}. The watch continues as soon as it is back"
            + (setup.HasKeys ? "; r restores it." : "."));
    });

    /// <summary>The tool itself could not do something.</summary>
    public void Failure(string message) =>
        Block(() => _parts.Item("[yellow]![/]", message.ReplaceLineEndings(" ")));

    /// <summary>Changes files; prints a failure, and the watch continues.</summary>
    public void Try(Action action)
    {
        try
        {
            action();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or DojoException)
        {
            Failure(error.Message);
        }
    }

    private void Heading(Kata kata) =>
        _console.MarkupLine(
            $"[grey]── {Markup.Escape(kata.File.Subject)} at {setup.Time.GetLocalNow():HH:mm:ss} ──[/]");

    // only an exception knows a line; without one, the TODO is the place to start
    private static string WhereToLook(Kata kata, int? line, string text)
    {
        int todo = Array.FindIndex(text.Split('\n'), each => each.Contains("TODO", StringComparison.Ordinal));
        return line is not null ? $"An exception came through {kata.Place(line)}"
            : todo >= 0 ? $"Start at the TODO: {kata.Place(todo + 1)}"
            : $"Edit {kata.Place()}";
    }
}
