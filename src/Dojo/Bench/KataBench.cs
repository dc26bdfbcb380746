using Spectre.Console;

namespace HonestAsync.Dojo;

/// <summary>Measures how soon a learner, and the proof, has a verdict.</summary>
internal sealed class KataBench(ProjectFolder project, IAnsiConsole console)
{
    private const int Followed = 5;

    // sooner than anybody saves on purpose
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);

    public async Task EngineAsync(CancellationToken cancellationToken)
    {
        var solved = Kata.All(project).Select(kata => KataSources.Of(kata.Variant(VariantKind.Solution))).ToList();
        if (solved.Count == 0)
        {
            return;
        }
        var (first, later) = await EngineBench.MeasureAsync(solved, 10, cancellationToken).ConfigureAwait(false);
        console.MarkupLine("[bold]katas[/] [grey](solved, in fresh processes; later verdicts are medians of 10)[/]");
        console.WriteLine($"{"first verdict",-28}{first.TotalMilliseconds,8:0} ms");
        foreach (var kata in later)
        {
            console.WriteLine($"{kata.Name,-28}{kata.Verdict.TotalMilliseconds,8:0} ms: "
                + $"compiler {kata.Compile.TotalMilliseconds:0} ms, tests {kata.Run.TotalMilliseconds:0} ms");
        }
        var right = Kata.All(project).SelectMany(kata => kata.Variants(VariantKind.Alternative)).Select(KataSources.Of).ToList();
        foreach (int width in new[] { 1, 2 })
        {
            var (each, median, count) = await EngineBench.ProofAsync(solved, right, width, cancellationToken).ConfigureAwait(false);
            console.WriteLine($"{(width == 1 ? "variants, one by one" : "variants, two at a time"),-28}{median.TotalMilliseconds,8:0} ms median "
                + $"of {count} right fixes, {each.TotalMilliseconds:0} ms each on average (median at most 100 ms)");
        }
    }

    public async Task WatchAsync(CancellationToken cancellationToken)
    {
        var katas = Kata.All(project).TakeLast(Followed).ToList();
        if (katas.Count == 0)
        {
            return;
        }
        string names = string.Join(", ", katas.Select(kata => kata.Name));
        console.MarkupLine($"[bold]dojo watch[/] [grey](from the file's write to the printed verdict; {names})[/]");
        await SavesAsync("a save a second", s_pause, "at most 250 and 500 ms").ConfigureAwait(false);
        await SavesAsync("saves without a pause", TimeSpan.Zero, "two processes are started ahead, no more").ConfigureAwait(false);
        using (new CpuBoundProcesses(Environment.ProcessorCount))
        {
            await SavesAsync("with every processor busy", s_pause, "median at most 1000 ms").ConfigureAwait(false);
        }
        var many = await WatchBench.MeasureAsync(project, [katas[^1]], 200, TimeSpan.Zero, cancellationToken).ConfigureAwait(false);
        console.WriteLine($"{"memory, save 20 to 200",-28}{many.MemoryBefore >> 20,8:N0} MB, then {many.MemoryAfter >> 20:N0} MB "
            + "(at most 250, growing less than 10)");

        async Task SavesAsync(string what, TimeSpan pause, string limit)
        {
            var bench = await WatchBench.MeasureAsync(project, katas, 10, pause, cancellationToken).ConfigureAwait(false);
            console.WriteLine($"{what,-28}{bench.At(0.5).TotalMilliseconds,8:0} ms median, "
                + $"{bench.At(0.95).TotalMilliseconds:0} ms 95th percentile of {bench.Saves.Count} ({limit})");
        }
    }
}
