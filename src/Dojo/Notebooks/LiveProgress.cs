using HonestAsync.Kernel;
using Spectre.Console;

namespace HonestAsync.Dojo;

/// <summary>
/// Shows which cell runs now: one changing line in a terminal, nothing where output is redirected.
/// </summary>
internal static class LiveProgress
{
    public static async Task<NotebookResult> ShowAsync(IAnsiConsole console, NotebookChoice notebook,
        Func<IProgress<HeadlessEvent>?, Task<NotebookResult>> run)
    {
        if (!console.Profile.Capabilities.Interactive)
        {
            return await run(null).ConfigureAwait(false);
        }
        return await console.Status().Spinner(Spinner.Known.Dots).StartAsync($"{notebook.Label}: the kernel starts", status =>
            run(new Reporter(status, notebook.Label))).ConfigureAwait(false);
    }

    private sealed class Reporter(StatusContext status, string label) : IProgress<HeadlessEvent>
    {
        private int _done;

        public void Report(HeadlessEvent value)
        {
            switch (value)
            {
                case CellStarted started:
                    status.Status($"{Markup.Escape(label)}: {_done} cells done, now '{Markup.Escape(started.Id)}'");
                    break;
                case CellFinished:
                    _done++;
                    break;
            }
        }
    }
}
