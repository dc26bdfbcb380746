using System.Diagnostics;

namespace HonestAsync.Kernel;

/// <summary>How fast the kernel answers on this machine, wall-clock, through a real child process.</summary>
/// <param name="StartToFirstResult">From before the process starts to the first cell's end: what a reader
/// waits for.</param>
/// <param name="MedianLaterCell">One simple cell, compiled and run, there and back.</param>
/// <param name="LaterCells">How many the median is of.</param>
public sealed record KernelSpeed(TimeSpan StartToFirstResult, TimeSpan MedianLaterCell, int LaterCells);

/// <summary>Measures <see cref="KernelSpeed"/>; the figures are for showing, not for asserting.</summary>
public static class KernelBench
{
    /// <summary>Starts one child, runs one cell and then <paramref name="count"/> simple ones.</summary>
    public static async Task<KernelSpeed> MeasureAsync(int count, CancellationToken token = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var clock = Stopwatch.StartNew();
        await using var child = await ChildKernel.StartAsync(new HeadlessOptions(), Path.GetTempPath(),
            token);
        await RunAsync(child, "var total = 0;\nConsole.WriteLine(\"first\");\ntotal", 0, token);
        var first = clock.Elapsed;

        var later = new List<TimeSpan>();
        for (var number = 1; number <= count; number++)
        {
            clock.Restart();
            await RunAsync(child, $"total += {number};\nConsole.WriteLine(total);\ntotal", number, token);
            later.Add(clock.Elapsed);
        }
        later.Sort();
        return new KernelSpeed(first, later[later.Count / 2], count);
    }

    private static Task<CellEnd> RunAsync(ChildKernel child, string source, int number, CancellationToken token) =>
        new CellConversation(child, new HeadlessOptions(), number)
            .RunAsync(new NotebookCell($"bench-{number}", CellType.Code, source), _ => { }, token);
}
