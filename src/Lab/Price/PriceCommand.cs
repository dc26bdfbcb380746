using System.Text.Json;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Engines;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;

namespace HonestAsync.Lab;

/// <summary>
/// A child that lets BenchmarkDotNet measure <see cref="AwaitBenchmarks"/> in its own process, and prints one line of JSON.
/// A child, because a notebook's process has other threads, and its own way of loading assemblies.
/// </summary>
internal static class PriceCommand
{
    public static int Run(bool quick)
    {
        using var folder = new TempDirectory();
        var summary = BenchmarkRunner.Run<AwaitBenchmarks>(Config(quick, folder.Path));
        var rows = summary.Reports.Where(report => report.ResultStatistics is not null).Select(report => new PriceRow(
            report.BenchmarkCase.Descriptor.WorkloadMethodDisplayInfo.Trim('\''),
            report.ResultStatistics!.Mean, report.ResultStatistics.ConfidenceInterval.Margin)).ToList();
        if (rows.Count == 0)
        {
            Console.Error.WriteLine(string.Join(' ', summary.ValidationErrors.Select(error => error.Message)));
            return 1;
        }
        ParentWatch.Say(JsonSerializer.Serialize(rows));
        return 0;
    }

    private static ManualConfig Config(bool quick, string folder) => ManualConfig.CreateEmpty()
        .AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithStrategy(RunStrategy.Throughput)
            .WithIterationTime(TimeInterval.FromMilliseconds(quick ? 2 : 25))
            .WithWarmupCount(quick ? 1 : 5).WithIterationCount(quick ? 3 : 12))
        .AddColumnProvider(DefaultColumnProviders.Instance)
        .AddLogger(NullLogger.Instance)
        .WithArtifactsPath(folder)
        .WithOptions(ConfigOptions.DisableLogFile);
}
