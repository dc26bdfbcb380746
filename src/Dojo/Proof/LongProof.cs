using System.Diagnostics;

namespace HonestAsync.Dojo;

/// <summary>
/// The long proof of a kata: the whole corpus, and many runs of the solution, also under hard conditions.
/// </summary>
internal sealed class LongProof(int runs, Action<string> progress)
{
    public const string Used = "used process", Fresh = "fresh process", OneProcessor = "one processor";
    public const string BusyMachine = "busy machine";

    // a busy machine must not decide: only the watchdog and the tests do
    public static readonly RunLimits Patient = new() { Time = TimeSpan.FromSeconds(60), RedTime = TimeSpan.FromMinutes(5) };
    private readonly List<string> _misses = [];

    public async Task<KataProof> RunAsync(Kata kata, CancellationToken cancellationToken)
    {
        long start = Stopwatch.GetTimestamp();
        _misses.Clear();
        var corpus = await CorpusAsync(kata, cancellationToken).ConfigureAwait(false);
        var solution = kata.Variant(VariantKind.Solution);
        int fresh = Math.Max(3, runs / 4);
        var ways = new Dictionary<string, (int, int)>(StringComparer.Ordinal)
        {
            [Used] = await AgainAsync(solution, runs - fresh, new() { Limits = Patient, RunsPerProcess = 25 }, Used, cancellationToken).ConfigureAwait(false),
            [Fresh] = await AgainAsync(solution, fresh / 3, new() { Limits = Patient }, Fresh, cancellationToken).ConfigureAwait(false),
            [OneProcessor] = await AgainAsync(solution, fresh / 3,
                new() { Limits = Patient with { OneProcessor = true } }, OneProcessor, cancellationToken).ConfigureAwait(false),
        };
        using (new CpuBoundProcesses(Environment.ProcessorCount))
        {
            ways[BusyMachine] = await AgainAsync(solution, fresh - (fresh / 3 * 2), new() { Limits = Patient }, BusyMachine, cancellationToken).ConfigureAwait(false);
        }
        var green = corpus.Where(each => each.Variant.CaughtBy is null && each.Variant.Kind != VariantKind.Broken).ToList();
        return new KataProof(kata, [.. _misses])
        {
            Solution = ways,
            Alternatives = Count(corpus, each => each.Kind == VariantKind.Alternative || (each.Kind == VariantKind.Blind && each.CaughtBy is null)),
            Wrong = Count(corpus, each => each.Kind == VariantKind.Wrong || (each.Kind == VariantKind.Blind && each.CaughtBy is not null)),
            SlowestGreen = green.Max(each => each.Run.Testing),
            SlowestRed = corpus.Except(green).Max(each => each.Run.Testing),
            Elapsed = Stopwatch.GetElapsedTime(start),
        };
    }

    private static (int, int) Count(IReadOnlyList<(Variant Variant, KataRun Run)> corpus, Func<Variant, bool> which)
    {
        var chosen = corpus.Where(each => which(each.Variant)).ToList();
        return (chosen.Count(each => Expectation.Miss(each.Variant, each.Run) is null), chosen.Count);
    }

    private async Task<IReadOnlyList<(Variant Variant, KataRun Run)>> CorpusAsync(Kata kata, CancellationToken cancellationToken)
    {
        var variants = kata.Everything();
        await using var engine = new KataEngine(new EngineOptions { Limits = Patient, ExpectedRuns = variants.Count });
        int done = 0;
        return await Task.WhenAll(variants.Select(async variant =>
        {
            var run = await engine.RunAsync(KataSources.Of(variant), cancellationToken).ConfigureAwait(false);
            Note(Expectation.Miss(variant, run));
            progress($"{kata.Name}: {Interlocked.Increment(ref done)} of {variants.Count} files of the corpus");
            return (variant, run);
        })).ConfigureAwait(false);
    }

    private async Task<(int Green, int Of)> AgainAsync(
        Variant solution, int times, EngineOptions options, string way, CancellationToken cancellationToken)
    {
        await using var engine = new KataEngine(options with { ExpectedRuns = times });
        int done = 0, green = 0;
        await Task.WhenAll(Enumerable.Range(0, times).Select(async _ =>
        {
            var run = await engine.RunAsync(KataSources.Of(solution),
                cancellationToken).ConfigureAwait(false);
            string? miss = Expectation.Miss(solution, run);
            Note(miss is null ? null : $"{way}: {miss}");
            Interlocked.Add(ref green, miss is null ? 1 : 0);
            progress($"{solution.Kata.Name}: {Interlocked.Increment(ref done)} of {times} runs of the solution, {way}");
        })).ConfigureAwait(false);
        return (green, times);
    }

    private void Note(string? miss)
    {
        lock (_misses)
        {
            if (miss is not null)
            {
                _misses.Add(miss);
            }
        }
    }
}
