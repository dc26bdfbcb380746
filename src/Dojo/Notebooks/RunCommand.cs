using HonestAsync.Kernel;
using Spectre.Console;

namespace HonestAsync.Dojo;

/// <summary>Arguments of <c>dojo run</c>.</summary>
internal sealed record RunRequest(IReadOnlyList<string> Notebooks)
{
    public bool Quick { get; init; }

    public bool Save { get; init; }

    /// <summary>Each claim in words and rows, instead of a line.</summary>
    public bool Explains { get; init; }

    public string? Out { get; init; }

    public TimeSpan CellLimit { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Under CI a claim that could not be run is a failure: a server was forgotten.</summary>
    public bool UnderCi { get; init; }
}

/// <summary>Runs one notebook with these arguments.</summary>
internal delegate Task<NotebookResult> NotebookRunner(
    NotebookChoice notebook, ClaimLedger ledger, RunRequest request, IProgress<HeadlessEvent>? progress, CancellationToken cancellationToken);

/// <summary>Runs notebooks and reports a verdict for each claim.</summary>
internal sealed class RunCommand(ProjectFolder project, IAnsiConsole console, NotebookRunner? runner = null)
{
    private readonly NotebookRunner _runner = runner ?? ((notebook, ledger, request, progress, cancellation) =>
        NotebookSession.RunAsync(notebook, ledger, request.Quick, deterministic: false, request.CellLimit, progress, cancellation));

    public async Task<int> RunAsync(RunRequest request, CancellationToken cancellationToken)
    {
        var ledger = ClaimLedger.Load(project.LedgerFile);
        var notebooks = NotebookChoice.Of(project, ledger, request.Notebooks);
        var copies = request.Out is null ? null : ExecutedCopies.Into(request.Out);
        var report = new RunReport(console, request.Explains);
        var results = new List<NotebookResult>();
        var unsaved = new PostponedFailure();
        foreach (var notebook in notebooks)
        {
            report.Header(notebook);
            var result = await LiveProgress.ShowAsync(console, notebook, progress =>
                _runner(notebook, ledger, request, progress, cancellationToken)).ConfigureAwait(false);
            results.Add(result);
            report.Notebook(result);
            if (copies is not null)
            {
                unsaved.Try(() =>
                {
                    console.MarkupLine($"  executed copy: {Markup.Escape(copies.Write(result))}");
                    console.WriteLine();
                });
            }
            if (cancellationToken.IsCancellationRequested || result.Run.Outcome == RunOutcome.Interrupted)
            {
                console.MarkupLine("[yellow]Interrupted.[/] The notebook's process has ended; nothing in notebooks/ was changed. "
                    + "Run the same command again when you like.");
                return ExitCode.Interrupted;
            }
        }
        report.Scoreboard(results);
        unsaved.ThrowIfAny();
        if (results.Exists(result => result.Failed))
        {
            if (request.Save)
            {
                console.MarkupLine("[yellow]Nothing was saved[/]: a notebook did not run to its end.");
            }
            return ExitCode.ToolFailure;
        }
        if (request.Save)
        {
            SavedResults.Write(project, ledger, results);
            console.MarkupLine("Saved: the notebooks' outputs, the ledger's verdicts, SCOREBOARD.md and the README's tables.");
        }
        return results.Exists(result => result.Contradicts) || (request.UnderCi && results.Exists(result => result.LeftOut))
            ? ExitCode.Contradiction
            : ExitCode.Ok;
    }
}
