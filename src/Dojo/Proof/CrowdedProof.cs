namespace HonestAsync.Dojo;

/// <summary>What right fixes were told on a machine that is far too busy.</summary>
/// <param name="Kata">The kata.</param>
/// <param name="Solved">Runs that found the fix right.</param>
/// <param name="NoVerdict">Runs that said that the machine is too busy.</param>
/// <param name="Accused">Runs that called a right fix wrong, with the file: there must be none.</param>
internal sealed record CrowdedResult(Kata Kata, int Solved, int NoVerdict, IReadOnlyList<string> Accused);

/// <summary>
/// Checks right fixes as a learner does, next to many CPU-bound processes: a busy machine may cost the verdict, and never
/// makes a right fix a wrong one.
/// </summary>
internal sealed class CrowdedProof(int processes, int runs, Action<string> progress)
{
    public async Task<CrowdedResult> RunAsync(Kata kata, CancellationToken cancellationToken)
    {
        Variant[] right = [.. kata.Everything().Where(variant => variant.Kind is VariantKind.Solution or VariantKind.Alternative)];
        var accused = new List<string>();
        int done = 0, solved = 0, undecided = 0;
        await using var engine = new KataEngine(new EngineOptions { ExpectedRuns = runs, RunsPerProcess = 5 });
        // one calm run first: the engine is up, and its compiler warm
        await engine.RunAsync(KataSources.Of(right[0]), cancellationToken).ConfigureAwait(false);
        using (new CpuBoundProcesses(processes))
        {
            await Task.WhenAll(Enumerable.Range(0, runs).Select(async number =>
            {
                var variant = right[number % right.Length];
                var run = await engine.RunAsync(KataSources.Of(variant), cancellationToken).ConfigureAwait(false);
                lock (accused)
                {
                    solved += run.IsGreen ? 1 : 0;
                    undecided += run.IsUndecided ? 1 : 0;
                    if (!run.IsGreen && !run.IsUndecided)
                    {
                        accused.Add($"{variant.File}: {run}");
                    }
                    progress($"{kata.Name}: {++done} of {runs} checks of right fixes next to {processes} CPU-bound processes");
                }
            })).ConfigureAwait(false);
        }
        return new CrowdedResult(kata, solved, undecided, accused);
    }
}
