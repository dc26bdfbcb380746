using System.Diagnostics;

namespace HonestAsync.Dojo;

/// <summary>How long the kata engine takes for one file, one after the other, a fresh process for each.</summary>
/// <param name="Name">The kata's name, or what they are all called.</param>
/// <param name="Compile">The median of the compilations.</param>
/// <param name="Run">The median of the runs, in a process that was ready.</param>
/// <param name="Verdict">The median from the order to the verdict.</param>
internal sealed record EngineBench(string Name, TimeSpan Compile, TimeSpan Run, TimeSpan Verdict)
{
    /// <returns>
    /// From nothing to the first verdict, in a process that is running already; then each kata, and all of them.
    /// </returns>
    public static async Task<(TimeSpan First, IReadOnlyList<EngineBench> Later)> MeasureAsync(
        IReadOnlyList<KataSources> katas, int runs, CancellationToken cancellationToken)
    {
        long start = Stopwatch.GetTimestamp();
        await using var engine = new KataEngine(new EngineOptions { Width = 1, ExpectedRuns = (katas.Count * (runs + 1)) + 1 });
        await engine.RunAsync(katas[0], cancellationToken).ConfigureAwait(false);
        var first = Stopwatch.GetElapsedTime(start);
        var benches = new List<EngineBench>();
        var all = new List<(KataRun Run, TimeSpan Whole)>();
        foreach (var kata in katas)
        {
            // its first compilation is the surroundings'
            await engine.RunAsync(kata, cancellationToken).ConfigureAwait(false);
            string text = await File.ReadAllTextAsync(kata.Subject, cancellationToken).ConfigureAwait(false);
            var later = new List<(KataRun Run, TimeSpan Whole)>();
            for (int i = 0; i < runs; i++)
            {
                await engine.WarmAsync(cancellationToken).ConfigureAwait(false);
                // as after a save: another text each time
                var saved = kata with { SubjectText = $"{text}\n// save {i}\n" };
                start = Stopwatch.GetTimestamp();
                var run = await engine.RunAsync(saved, cancellationToken).ConfigureAwait(false);
                later.Add((run, Stopwatch.GetElapsedTime(start)));
            }
            benches.Add(Of(kata.Name, later));
            all.AddRange(later);
        }
        return (first, [.. benches, Of("all", all)]);
    }

    /// <summary>
    /// As the proof runs them, in processes that are used again. The first of each kata is not counted: it waits for the
    /// surroundings' compilation.
    /// </summary>
    /// <returns>Real time of all, divided by their number; and the median of the single ones.</returns>
    public static async Task<(TimeSpan Each, TimeSpan Median, int Count)> ProofAsync(
        IReadOnlyList<KataSources> firsts, IReadOnlyList<KataSources> variants, int width, CancellationToken cancellationToken)
    {
        int expected = firsts.Count + variants.Count;
        await using var engine = new KataEngine(
            new EngineOptions { ExpectedRuns = expected, RunsPerProcess = 25, Width = width });
        await Task.WhenAll(firsts.Select(first => engine.RunAsync(first, cancellationToken))).ConfigureAwait(false);
        long start = Stopwatch.GetTimestamp();
        var runs = await Task.WhenAll(variants.Select(variant => engine.RunAsync(variant, cancellationToken))).ConfigureAwait(false);
        return (Stopwatch.GetElapsedTime(start) / runs.Length, Median(runs.Select(run => run.Compiling + run.Testing)), runs.Length);
    }

    private static EngineBench Of(string name, List<(KataRun Run, TimeSpan Whole)> runs) =>
        new(name, Median(runs.Select(each => each.Run.Compiling)),
            Median(runs.Select(each => each.Run.Testing)), Median(runs.Select(each => each.Whole)));

    private static TimeSpan Median(IEnumerable<TimeSpan> times) => times.Order().ElementAt(times.Count() / 2);
}
