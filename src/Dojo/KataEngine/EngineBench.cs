using System.Diagnostics;

namespace HonestAsync.Dojo;

/// <summary>How fast the kata engine is on this machine.</summary>
/// <param name="First">From nothing to the first verdict, in a process that is running already.</param>
/// <param name="Compile">The median of later compilations.</param>
/// <param name="Run">The median of later runs in a process that was ready.</param>
/// <param name="Verdict">The median from the order to the verdict, one after the other, a fresh process for
/// each.</param>
internal sealed record EngineBench(TimeSpan First, TimeSpan Compile, TimeSpan Run, TimeSpan Verdict)
{
    public static async Task<EngineBench> MeasureAsync(KataSources sources, int runs, CancellationToken cancellationToken)
    {
        long start = Stopwatch.GetTimestamp();
        await using var engine = new KataEngine(new EngineOptions { Width = 1, ExpectedRuns = runs + 1 });
        await engine.RunAsync(sources, cancellationToken).ConfigureAwait(false);
        var first = Stopwatch.GetElapsedTime(start);
        var later = new List<(KataRun Run, TimeSpan Whole)>();
        for (int i = 0; i < runs; i++)
        {
            await engine.WarmAsync(cancellationToken).ConfigureAwait(false);
            start = Stopwatch.GetTimestamp();
            var run = await engine.RunAsync(sources, cancellationToken).ConfigureAwait(false);
            later.Add((run, Stopwatch.GetElapsedTime(start)));
        }
        return new EngineBench(first, Median(later.Select(each => each.Run.Compiling)),
            Median(later.Select(each => each.Run.Testing)), Median(later.Select(each => each.Whole)));
    }

    private static TimeSpan Median(IEnumerable<TimeSpan> times) => times.Order().ElementAt(times.Count() / 2);
}
