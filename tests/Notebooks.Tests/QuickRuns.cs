using HonestAsync.Dojo;

namespace HonestAsync.Notebooks.Tests;

/// <summary>
/// Each notebook, run once in the quick profile; all tests look at the same run. Measured cells, with their loads and
/// servers, are run under CI, or where the whole proof is asked for; dojo run always runs all.
/// </summary>
internal static class QuickRuns
{
    private static readonly TimeSpan s_cellLimit = TimeSpan.FromMinutes(3);
    private static readonly Lock s_lock = new();
    private static readonly Dictionary<string, Task<NotebookResult>> s_runs = new(StringComparer.Ordinal);
    private static Task s_last = Task.CompletedTask;

    public static NotebookChoice Choice(string number) => Clone.Notebooks.Single(choice => choice.Entry?.Number == number);

    public static Task<NotebookResult> OfAsync(string number)
    {
        lock (s_lock)
        {
            if (!s_runs.TryGetValue(number, out var run))
            {
                // one after the other: a notebook's kernel has the machine for itself
                s_runs[number] = run = AfterAsync(s_last, number);
                s_last = run.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            }
            return run;
        }
    }

    private static async Task<NotebookResult> AfterAsync(Task earlier, string number)
    {
        await earlier;
        return await NotebookSession.RunAsync(Choice(number), Clone.Ledger, quick: true,
            deterministic: !WholeProof.IsOn, s_cellLimit, null, CancellationToken.None);
    }
}
