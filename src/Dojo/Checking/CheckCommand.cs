using Spectre.Console;

namespace HonestAsync.Dojo;

/// <summary>Checks the learner's files with the pristine tests.</summary>
internal sealed class CheckCommand(ProjectFolder project, IAnsiConsole console, LearnerProgress progress)
{
    private readonly CheckReport _report = new(console);

    /// <param name="name">Number or slug; null for the kata that the learner is on.</param>
    /// <param name="cancellationToken">Ctrl+C.</param>
    public async Task<int> OneAsync(string? name, CancellationToken cancellationToken)
    {
        // the process for the run starts while this one reads files and wakes the compiler
        await using var engine = new KataEngine(new EngineOptions { ExpectedRuns = 1 });
        var kata = name is null
            ? new LearnerPath(project, progress).OnlyBegun("check")
            : Kata.Find(project, name);
        EnsureThere(kata);
        _report.Header(kata);
        var run = await engine.RunAsync(KataSources.Of(kata, kata.MyFile),
            cancellationToken).ConfigureAwait(false);
        var unsaved = new PostponedFailure();
        unsaved.Try(() => Note(kata, run));
        _report.Verdict(kata, run);
        unsaved.ThrowIfAny();
        return run.IsGreen ? ExitCode.Ok : run.IsUndecided ? ExitCode.ToolFailure : ExitCode.Unsolved;
    }

    /// <summary>Every kata that the learner has begun, one line per kata.</summary>
    public async Task<int> AllAsync(CancellationToken cancellationToken)
    {
        var katas = Kata.All(project);
        var begun = katas.Where(kata => kata.File.State(project) == "in progress").ToList();
        int solved = 0;
        var unsaved = new PostponedFailure();
        await using (var engine = new KataEngine(new EngineOptions { ExpectedRuns = begun.Count }))
        {
            var runs = begun.ToDictionary(kata => kata, kata => engine.RunAsync(KataSources.Of(kata, kata.MyFile), cancellationToken));
            foreach (var kata in katas)
            {
                if (runs.TryGetValue(kata, out var running))
                {
                    var run = await running.ConfigureAwait(false);
                    unsaved.Try(() => Note(kata, run));
                    _report.Line(kata, run);
                    solved += run.IsGreen ? 1 : 0;
                }
                else
                {
                    console.MarkupLine($"[grey]· {Markup.Escape(kata.Name)}: {Untouched(kata)}[/]");
                }
            }
        }
        console.WriteLine();
        console.MarkupLine($"{solved} of {katas.Count} solved. "
            + (solved < katas.Count ? "Look closer at one: dojo check NN" : "All of them are fixed."));
        unsaved.ThrowIfAny();
        return solved == katas.Count ? ExitCode.Ok : ExitCode.Unsolved;
    }

    private void Note(Kata kata, KataRun run)
    {
        if (run.IsGreen)
        {
            progress.NoteSolved(kata.File.Slug);
        }
    }

    private string Untouched(Kata kata) => kata.File.State(project) == "missing"
        ? $"katas/{kata.Name}/{kata.File.Subject} is missing"
        : "not begun";

    private static void EnsureThere(Kata kata)
    {
        if (!File.Exists(kata.MyFile))
        {
            throw new DojoException($"katas/{kata.Name}/{kata.File.Subject} is missing.",
                $"Bring it back: git checkout -- katas/{kata.Name}/{kata.File.Subject}");
        }
    }
}
