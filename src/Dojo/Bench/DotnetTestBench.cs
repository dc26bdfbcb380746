using System.Diagnostics;
using HonestAsync.Processes;

namespace HonestAsync.Dojo;

/// <summary>
/// The same edits without this tool: from the file's write to the verdict of <c>dotnet test</c> and of
/// <c>dotnet watch test</c>.
/// </summary>
internal static class DotnetTestBench
{
    private const string Verdict = "Test run summary";

    /// <summary>For all edits of one tool.</summary>
    public static TimeSpan Limit { get; } = TimeSpan.FromMinutes(3);

    /// <summary>Edits a kata of a throw-away clone; the first verdict, which builds it, is not counted.</summary>
    /// <returns>Medians of real time; null for a tool that gave no verdict.</returns>
    public static async Task<(TimeSpan? Test, TimeSpan? Watch)> MeasureAsync(Kata kata, int edits, CancellationToken cancellationToken) =>
        (await MedianAsync(kata, edits, isOneProcess: false, ["test", kata.Mine("")], cancellationToken).ConfigureAwait(false),
         await MedianAsync(kata, edits, isOneProcess: true, ["watch", "--non-interactive", "test"], cancellationToken).ConfigureAwait(false));

    private static async Task<TimeSpan?> MedianAsync(
        Kata kata, int edits, bool isOneProcess, string[] command, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        var times = new List<TimeSpan>();
        RunningProcess? process = null;
        try
        {
            for (int edit = 0; edit <= edits; edit++)
            {
                var kind = edit % 2 == 0 ? VariantKind.Broken : VariantKind.Solution;
                string text = await File.ReadAllTextAsync(kata.Variant(kind).Path, limit.Token).ConfigureAwait(false);
                long start = Stopwatch.GetTimestamp();
                Disk.WriteInPlace(kata.MyFile, $"{text}\n// edit {edit}\n");
                if (process is null || !isOneProcess)
                {
                    End(process);
                    process = Start(kata, command);
                }
                if (!await SaysVerdictAsync(process, limit.Token).ConfigureAwait(false))
                {
                    return null;
                }
                times.Add(Stopwatch.GetElapsedTime(start));
            }
            return times.Skip(1).Order().ElementAt(edits / 2);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
        finally
        {
            End(process);
        }
    }

    private static RunningProcess Start(Kata kata, string[] command)
    {
        var process = (ProcessStart.Dotnet(command) with { WorkingDirectory = kata.Mine("") }).Start();
        process.Errors.ReadLines(static _ => { });
        return process;
    }

    private static async Task<bool> SaysVerdictAsync(RunningProcess process, CancellationToken cancellationToken)
    {
        while (await process.Output.ReadLineAsync(cancellationToken).ConfigureAwait(false) is { } line)
        {
            if (line.Contains(Verdict, StringComparison.Ordinal))
            {
                return true;
            }
        }
        return false;
    }

    private static void End(RunningProcess? process)
    {
        process?.End();
        process?.Dispose();
    }
}
