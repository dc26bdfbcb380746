using System.Diagnostics;
using HonestAsync.Processes;

namespace HonestAsync.Dojo;

/// <summary>
/// How long <c>dojo watch</c> takes from the file's write to the printed verdict, over several katas.
/// </summary>
/// <param name="Saves">Real times, each of one save.</param>
/// <param name="MemoryBefore">
/// Bytes of physical memory of the watching process, the largest of the saves 11 to 20, or of the last ten before.
/// </param>
/// <param name="MemoryAfter">The same of the last ten.</param>
internal sealed record WatchBench(IReadOnlyList<TimeSpan> Saves, long MemoryBefore, long MemoryAfter)
{
    // the compiler is awake by then
    private const int WarmingUp = 4;

    // and by then all of its code is in memory
    private const int Loaded = 20;

    // memory goes up and down, and is tidied up now and then: the largest of so many saves
    private const int Looks = 10;

    /// <summary>A time that this share of the saves did not take longer than.</summary>
    public TimeSpan At(double share) => Saves.Order().ElementAt((int)Math.Ceiling(Saves.Count * share) - 1);

    /// <summary>
    /// Saves the broken file and the reference by turns, in a copy; never in the learner's folder.
    /// </summary>
    /// <param name="project">The clone.</param>
    /// <param name="katas">Which; one process follows one of them.</param>
    /// <param name="saves">For each kata.</param>
    /// <param name="pause">Between a verdict and the next save.</param>
    /// <param name="cancellationToken">Ends the measurement and its processes.</param>
    public static async Task<WatchBench> MeasureAsync(
        ProjectFolder project, IReadOnlyList<Kata> katas, int saves, TimeSpan pause, CancellationToken cancellationToken)
    {
        string copy = Disk.CreateTemporaryFolder("honest-async-bench-");
        try
        {
            Copy(project, copy);
            var benches = new List<WatchBench>();
            foreach (var kata in katas)
            {
                var copied = Kata.Find(new ProjectFolder(copy), kata.Name);
                benches.Add(await MeasureAsync(copied, saves, pause, cancellationToken).ConfigureAwait(false));
            }
            return new WatchBench([.. benches.SelectMany(bench => bench.Saves)],
                benches.Max(bench => bench.MemoryBefore), benches.Max(bench => bench.MemoryAfter));
        }
        finally
        {
            Disk.TryDeleteFolder(copy);
        }
    }

    private static async Task<WatchBench> MeasureAsync(
        Kata kata, int saves, TimeSpan pause, CancellationToken cancellationToken)
    {
        string subject = kata.File.Subject;
        string[] texts =
        [
            await File.ReadAllTextAsync(kata.Original(subject), cancellationToken).ConfigureAwait(false),
            await File.ReadAllTextAsync(kata.Solution(subject), cancellationToken).ConfigureAwait(false),
        ];
        // what the learner has there may not even compile
        Disk.WriteInPlace(kata.MyFile, texts[0]);
        using var watch = Start(kata);
        try
        {
            await VerdictAsync(watch, cancellationToken).ConfigureAwait(false);
            var times = new List<TimeSpan>();
            var memory = new List<long>();
            for (int i = 0; i < WarmingUp + saves; i++)
            {
                await Task.Delay(pause, TimeProvider.System, cancellationToken).ConfigureAwait(false);
                string text = $"{texts[i % 2]}\n// save {i}\n";
                long start = Stopwatch.GetTimestamp();
                Disk.WriteInPlace(kata.MyFile, text);
                await VerdictAsync(watch, cancellationToken).ConfigureAwait(false);
                times.Add(Stopwatch.GetElapsedTime(start));
                memory.Add(watch.WorkingSet());
            }
            return new WatchBench(times[WarmingUp..], memory.Take(Loaded).TakeLast(Looks).Max(), memory.TakeLast(Looks).Max());
        }
        finally
        {
            watch.End();
            await watch.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        }
    }

    private static RunningProcess Start(Kata kata)
    {
        string dojo = Path.Combine(AppContext.BaseDirectory, "dojo.dll");
        var watch = (ProcessStart.Dotnet(dojo, "watch", kata.Name) with { WorkingDirectory = kata.Project.Root }).Start();
        watch.Errors.ReadLines(static _ => { });
        return watch;
    }

    private static async Task VerdictAsync(RunningProcess watch, CancellationToken cancellationToken)
    {
        while (await watch.Output.ReadLineAsync(cancellationToken).ConfigureAwait(false) is { } line)
        {
            if (line.StartsWith("✓ Solved.", StringComparison.Ordinal)
                || line.StartsWith("✗ Not solved:", StringComparison.Ordinal))
            {
                return;
            }
        }
        throw new DojoException("dojo watch ended before its verdict.", "Run: dojo doctor");
    }

    private static void Copy(ProjectFolder project, string to)
    {
        string[] folders = [project.Katas, project.Originals, project.Variants, project.Solutions];
        var files = folders.SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            .Where(file => Path.GetExtension(file) is ".cs" or ".json" or ".md")
            .Append(Path.Combine(project.Root, "HonestAsync.slnx"));
        foreach (string file in files)
        {
            string there = Path.Combine(to, Path.GetRelativePath(project.Root, file));
            Disk.CreateFolder(Path.GetDirectoryName(there)!);
            Disk.CopyFile(file, there);
        }
    }
}
