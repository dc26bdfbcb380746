using System.Diagnostics;
using System.Runtime;
using System.Runtime.InteropServices;
using System.Text;

namespace HonestAsync;

/// <summary>
/// The environment line that goes with every measured number; no names, no dates, no paths.
/// </summary>
[TypeFormatterSource(typeof(OwnTextFormatterSource), PreferredMimeTypes = ["text/plain"])]
public sealed record MachineReport
{
    /// <summary>The runtime, for example <c>.NET 10.0.1</c>.</summary>
    public string Runtime { get; init; } = RuntimeInformation.FrameworkDescription;

    /// <summary>Operating system family and processor architecture.</summary>
    public string Platform { get; init; } = $"{OsFamily()} {RuntimeInformation.ProcessArchitecture}";

    /// <summary>Processors this process may use (a container's CPU limit counts).</summary>
    public int Cores { get; init; } = Environment.ProcessorCount;

    /// <summary>Garbage collector: workstation or server, concurrent or not.</summary>
    public string Gc { get; init; } =
        $"{(GCSettings.IsServerGC ? "server" : "workstation")}, {(GCSettings.LatencyMode == GCLatencyMode.Batch ? "non-concurrent" : "concurrent")}";

    /// <summary>Whether methods start unoptimised and are compiled again when hot.</summary>
    public string Tiering { get; init; } =
        Environment.GetEnvironmentVariable("DOTNET_TieredCompilation") == "0" ? "off" : "on";

    /// <summary>
    /// True when the harness was compiled with optimisations: a Debug harness measures something else.
    /// </summary>
    public bool IsOptimized { get; init; } = IsCompiledOptimized();

    /// <summary>
    /// The smallest step of the stopwatch; often finer than a <see cref="TimeSpan"/> can say.
    /// </summary>
    public double ClockStepNanoseconds { get; init; } = 1e9 / Stopwatch.Frequency;

    /// <summary>
    /// Share of the last 10 s in which a task waited for a CPU (Linux, 0 to 100), or null where unknown.
    /// </summary>
    public double? CpuPressure { get; init; } = MachinePressure.Now().ShareOfLast10Seconds * 100;

    /// <summary>Reads everything now.</summary>
    public static MachineReport Now() => new();

    /// <inheritdoc/>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.AppendLine($"runtime   {Runtime}, {Platform}, {Cores} cores");
        text.AppendLine($"GC        {Gc}; tiered compilation {Tiering}");
        text.AppendLine($"harness   {(IsOptimized ? "Release" : "DEBUG: build it with -c Release before you trust a number")}");
        text.AppendLine($"clock     steps of {ClockStepNanoseconds:0} ns");
        text.Append($"pressure  {(CpuPressure is { } share ? $"{share:0} % of the last 10 s a task waited for a CPU" : "unknown on this system")}");
        return text.ToString();
    }

    private static string OsFamily() =>
        OperatingSystem.IsWindows() ? "Windows" : OperatingSystem.IsMacOS() ? "macOS" : OperatingSystem.IsLinux() ? "Linux" : "other";

    private static bool IsCompiledOptimized() =>
        typeof(MachineReport).Assembly.GetCustomAttributes(typeof(DebuggableAttribute), inherit: false)
            .OfType<DebuggableAttribute>().All(attribute => !attribute.IsJITOptimizerDisabled);
}
