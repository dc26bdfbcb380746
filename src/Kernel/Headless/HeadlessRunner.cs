using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

namespace HonestAsync.Kernel;

/// <summary>
/// Runs a notebook from top to bottom in a child process of its own. Cells may throw, loop, block, exit or crash:
/// the result names the cell and what it did, keeps everything printed before, and no process is left running.
/// </summary>
public static class HeadlessRunner
{
    /// <summary>Runs all code cells in order, until one fails.</summary>
    /// <param name="document">The notebook; it is not changed.</param>
    /// <param name="options">Limits, folders and programs.</param>
    /// <param name="progress">Gets events in order, on threads of the pool.</param>
    /// <param name="token">Ends the child; the result then holds what had been run.</param>
    /// <exception cref="KernelStartException">The kernel is not built, or dotnet is missing.</exception>
    public static async Task<NotebookRun> RunAsync(
        NotebookDocument document, HeadlessOptions options, IProgress<HeadlessEvent>? progress = null,
        CancellationToken token = default)
    {
        var clock = Stopwatch.StartNew();
        var run = new Run(document, options, progress);
        try
        {
            var folder = options.WorkingDirectory ?? document.Folder;
            await using var child = await ChildKernel.StartAsync(options, folder, token);
            await run.CellsAsync(child, token);
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            // what has not been run is added below
        }
        return new NotebookRun(document, run.Complete(token.IsCancellationRequested), clock.Elapsed);
    }

    private sealed class Run(NotebookDocument document, HeadlessOptions options, IProgress<HeadlessEvent>? progress)
    {
        private readonly List<CellRun> _done = [];
        private readonly List<(NotebookCell Cell, int Index)> _cells =
            [.. document.Cells.Select((cell, index) => (cell, index)).Where(entry => entry.cell.Type == CellType.Code)];

        public async Task CellsAsync(ChildKernel child, CancellationToken token)
        {
            foreach (var (cell, index) in _cells)
            {
                token.ThrowIfCancellationRequested();
                progress?.Report(new CellStarted(index, cell.Id));
                var finished = await CellAsync(child, cell, index, token);
                Add(finished);
                if (finished.Status is not (CellStatus.Ok or CellStatus.ExpectedFailure))
                {
                    return;
                }
            }
        }

        public ImmutableArray<CellRun> Complete(bool cancelled)
        {
            var stopper = _done.Count > 0 ? _done[^1].Id : "";
            foreach (var (cell, index) in _cells.Skip(_done.Count).ToList())
            {
                var why = cancelled ? "the run was cancelled" : $"cell `{stopper}` before it stopped the run";
                var message = $"Cell `{cell.Id}` was not run: {why}.";
                Add(new CellRun(index, cell.Id, CellStatus.NotRun, TimeSpan.Zero, [], message));
            }
            return [.. _done];
        }

        private void Add(CellRun cell)
        {
            _done.Add(cell);
            progress?.Report(new CellFinished(cell));
        }

        private async Task<CellRun> CellAsync(ChildKernel child, NotebookCell cell, int index, CancellationToken token)
        {
            var conversation = new CellConversation(child, options, index);
            var end = await conversation.RunAsync(
                cell, output => progress?.Report(new CellPrinted(index, cell.Id, output)), token);
            var collector = conversation.Outputs;
            var (status, message) = CellJudgement.Of(cell, end, options, conversation.NativeError,
                collector.ToOutputs());
            if (status == CellStatus.Crashed)
            {
                collector.RewriteErrors(CrashText.Shorten);
            }
            AddCutNotice(collector);
            if (status is not (CellStatus.Ok or CellStatus.ExpectedFailure) && !collector.HasError)
            {
                collector.Add(new ErrorOutput(status.ToString(), message, [message]).ToNbformat());
            }
            return new CellRun(index, cell.Id, status, end.Elapsed, collector.ToOutputs(), message);
        }

        private void AddCutNotice(OutputCollector collector)
        {
            if (collector.Budget.Discarded > 0)
            {
                var atLeast = collector.Budget.IsFlooded ? "more than " : "";
                var cut = collector.Budget.IsFlooded ? options.DiscardLimit : collector.Budget.Discarded;
                var text = string.Create(CultureInfo.InvariantCulture,
                    $"… output cut: {atLeast}{cut:N0} characters beyond the limit of {options.OutputLimit:N0} are not " +
                    $"shown.");
                var notice = new JsonObject { [MimeBundle.PlainTextType] = text };
                collector.Add(new ValueOutput(notice, IsResult: false).ToNbformat());
            }
        }
    }
}
