using HonestAsync.Dojo;

namespace HonestAsync.Notebooks.Tests;

/// <summary>
/// Runs each notebook once in the quick profile; all tests look at the same run. Measured cells, with their loads and
/// servers, belong to the whole proof; <c>dojo run</c> always runs them.
/// </summary>
internal static class QuickRuns
{
    private static readonly TimeSpan s_cellLimit = TimeSpan.FromMinutes(3);
    // where cells are measured, a notebook's kernel has the machine for itself
    private static readonly SemaphoreSlim s_kernels = new(WholeProof.IsOn ? 1 : 2);
    private static readonly Lock s_lock = new();
    private static readonly Dictionary<string, Task<NotebookResult>> s_runs = new(StringComparer.Ordinal);

    public static NotebookChoice Choice(string number) => Clone.Notebooks.Single(choice => choice.Entry?.Number == number);

    /// <summary>The run of a notebook; starts it unless it is started.</summary>
    /// <param name="number">The notebook.</param>
    /// <param name="others">The notebooks that tests will ask for: where nothing is measured, one of them runs meanwhile.</param>
    public static Task<NotebookResult> OfAsync(string number, IEnumerable<string> others)
    {
        lock (s_lock)
        {
            var run = Begun(number);
            if (!WholeProof.IsOn && others.FirstOrDefault(other => !s_runs.ContainsKey(other)) is { } next)
            {
                _ = Begun(next);
            }
            return run;
        }
    }

    private static Task<NotebookResult> Begun(string number) =>
        s_runs.TryGetValue(number, out var run) ? run : s_runs[number] = RunAsync(number);

    private static async Task<NotebookResult> RunAsync(string number)
    {
        await s_kernels.WaitAsync();
        try
        {
            return await NotebookSession.RunAsync(Choice(number), Clone.Ledger, quick: true,
                deterministic: !WholeProof.IsOn, s_cellLimit, null, CancellationToken.None);
        }
        finally
        {
            s_kernels.Release();
        }
    }
}
