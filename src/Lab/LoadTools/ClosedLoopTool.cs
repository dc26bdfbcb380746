using System.Globalization;
using System.Text.RegularExpressions;

namespace HonestAsync.Lab;

/// <summary>An external closed-loop load tool, wrk or hey, if it is on the path.</summary>
internal sealed partial class ClosedLoopTool
{
    private const RegexOptions Options = RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    private readonly string _program;
    private readonly Func<Uri, int, TimeSpan, string[]> _arguments;
    private readonly Regex _p99;
    private readonly Regex _longest;
    private readonly Regex _requests;

    private ClosedLoopTool(
        string program, Func<Uri, int, TimeSpan, string[]> arguments, Regex p99, Regex longest, Regex requests) =>
        (_program, _arguments, _p99, _longest, _requests) = (program, arguments, p99, longest, requests);

    public static ClosedLoopTool Wrk { get; } = new("wrk",
        (target, users, time) => ["-t", "1", "-c", $"{users}", "-d", $"{Seconds(time)}s", "--latency", target.AbsoluteUri],
        WrkP99(), WrkLongest(), WrkRequests());

    public static ClosedLoopTool Hey { get; } = new("hey",
        (target, users, time) => ["-z", $"{Seconds(time)}s", "-c", $"{users}", target.AbsoluteUri],
        HeyP99(), HeyLongest(), HeyRequests());

    public static IReadOnlyList<ClosedLoopTool> All { get; } = [Wrk, Hey];

    /// <summary>Finds the program, or the reason why it is not available.</summary>
    public Availability<FileInfo> Find() => Find(Environment.GetEnvironmentVariable("PATH") ?? "");

    /// <summary>Runs the tool against a server and parses its output.</summary>
    /// <exception cref="ScriptException">The tool failed, or its output has an unknown format.</exception>
    public async Task<StallReading> MeasureAsync(
        FileInfo program, Uri target, int users, TimeSpan time, CancellationToken cancellationToken = default)
    {
        var run = await BoundedProcess.RunAsync(
            program.FullName, _arguments(target, users, time), time + TimeSpan.FromSeconds(30), cancellationToken)
            .ConfigureAwait(false);
        return Read(run.Output) ?? throw new ScriptException(
            $"{_program} printed no percentiles (exit code {run.ExitCode}): {run.Errors.Trim()} {run.Output.Trim()}");
    }

    internal Availability<FileInfo> Find(string path)
    {
        string file = _program + (OperatingSystem.IsWindows() ? ".exe" : "");
        string? program = path.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, file)).FirstOrDefault(File.Exists);
        return program is null
            ? new($"{_program} is not on the path. Debian, Ubuntu: apt-get install {_program}.")
            : new(new FileInfo(program));
    }

    internal StallReading? Read(string output) =>
        _p99.Match(output) is { Success: true } p99 && _longest.Match(output) is { Success: true } longest
            && _requests.Match(output) is { Success: true } requests
            ? new StallReading(
                _program, long.Parse(requests.Groups["value"].Value, CultureInfo.InvariantCulture), Time(p99), Time(longest), null)
            : null;

    private static int Seconds(TimeSpan time) => Math.Max(1, (int)Math.Round(time.TotalSeconds));

    private static TimeSpan Time(Match match)
    {
        double value = double.Parse(match.Groups["value"].Value, CultureInfo.InvariantCulture);
        return match.Groups["unit"].Value switch
        {
            "us" => TimeSpan.FromMicroseconds(value),
            "ms" => TimeSpan.FromMilliseconds(value),
            "m" => TimeSpan.FromMinutes(value),
            _ => TimeSpan.FromSeconds(value),
        };
    }

    [GeneratedRegex(@"^\s*99%\s+(?<value>[\d.]+)(?<unit>us|ms|s|m)\s*$", Options, 1_000)]
    private static partial Regex WrkP99();

    // average, deviation, maximum
    [GeneratedRegex(@"^\s*Latency\s+\S+\s+\S+\s+(?<value>[\d.]+)(?<unit>us|ms|s|m)\s", Options, 1_000)]
    private static partial Regex WrkLongest();

    [GeneratedRegex(@"^\s*(?<value>\d+) requests in ", Options, 1_000)]
    private static partial Regex WrkRequests();

    [GeneratedRegex(@"^\s*99%+ in (?<value>[\d.]+) (?<unit>s)ecs", Options, 1_000)]
    private static partial Regex HeyP99();

    [GeneratedRegex(@"^\s*Slowest:\s+(?<value>[\d.]+) (?<unit>s)ecs", Options, 1_000)]
    private static partial Regex HeyLongest();

    [GeneratedRegex(@"^\s*\[200\]\s+(?<value>\d+) responses", Options, 1_000)]
    private static partial Regex HeyRequests();
}
