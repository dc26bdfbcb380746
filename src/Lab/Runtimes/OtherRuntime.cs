using System.Diagnostics;
using System.Text.Json;

namespace HonestAsync.Lab;

/// <summary>A runtime of another language on this machine, which runs the small scripts that come with the lab.</summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class OtherRuntime
{
    private static readonly TimeSpan s_versionBound = TimeSpan.FromSeconds(20);
    private readonly RuntimeSpec _spec;
    private readonly string _program;

    private OtherRuntime(RuntimeSpec spec, string program, Version version) => (_spec, _program, Version) = (spec, program, version);

    /// <summary>The version that it reports.</summary>
    public Version Version { get; }

    /// <summary>Looks on the path and asks the runtime for its version. Absent, too old or broken: the reason says so.</summary>
    public static Task<Availability<OtherRuntime>> FindAsync(RuntimeKind kind, CancellationToken cancellationToken = default) =>
        FindAsync(RuntimeSpec.Of(kind), Environment.GetEnvironmentVariable("PATH") ?? "", cancellationToken);

    /// <summary>Runs a script of the lab, and returns the JSON that it prints on its last line.</summary>
    /// <param name="script">Its name without the extension, for example <c>loop-turns</c>.</param>
    /// <param name="bound">Real time after which it is killed; 60 s when null.</param>
    /// <param name="cancellationToken">Kills it.</param>
    /// <param name="arguments">Passed to the script.</param>
    /// <exception cref="ScriptException">It failed, took too long, wrote too much, or printed no JSON.</exception>
    public async Task<JsonElement> RunAsync(
        string script, TimeSpan? bound = null, CancellationToken cancellationToken = default, params string[] arguments)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(script);
        using var folder = new TempDirectory();
        string file = Path.Combine(folder.Path, script + _spec.Extension);
        await File.WriteAllTextAsync(file, Scripts.Read(script + _spec.Extension), cancellationToken).ConfigureAwait(false);
        return await RunFileAsync(file, bound ?? TimeSpan.FromSeconds(60), arguments, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{_spec.Name} {Version}";

    internal static async Task<Availability<OtherRuntime>> FindAsync(RuntimeSpec spec, string path, CancellationToken cancellationToken)
    {
        string extension = OperatingSystem.IsWindows() ? ".exe" : "";
        string? program = path.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(_ => spec.Programs, (folder, name) => Path.Combine(folder, name + extension)).FirstOrDefault(File.Exists);
        string install = $"Debian, Ubuntu: apt-get install {spec.Package}.";
        if (program is null)
        {
            return new($"{spec.Name} is not on the path. {install}");
        }
        string asked = spec.VersionProgram is { } other ? Path.Combine(Path.GetDirectoryName(program)!, other + extension) : program;
        try
        {
            var said = await BoundedProcess.RunAsync(asked, spec.VersionArguments, s_versionBound, cancellationToken)
                .ConfigureAwait(false);
            var version = RuntimeSpec.VersionIn(said.Output + said.Errors);
            return version is null
                ? new($"{asked} does not say its version: exit code {said.ExitCode}, "
                    + $"'{Shorten(said.Output + said.Errors)}'. {install}")
                : version < spec.Oldest
                    ? new($"{spec.Name} {version} is too old: the scripts need {spec.Oldest} or newer. {install}")
                    : new(new OtherRuntime(spec, program, version));
        }
        catch (ScriptException error)
        {
            return new($"{error.Message} {install}");
        }
    }

    internal async Task<JsonElement> RunFileAsync(
        string file, TimeSpan bound, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        string what = $"{_spec.Name} {Version}, {Path.GetFileName(file)}";
        var said = await BoundedProcess.RunAsync(_program, [.. _spec.RunArguments, file, .. arguments], bound, cancellationToken)
            .ConfigureAwait(false);
        if (said.ExitCode != 0)
        {
            throw new ScriptException($"{what}: failed with exit code {said.ExitCode}. {Shorten(said.Errors)}");
        }
        string last = said.Output.TrimEnd().Split('\n')[^1];
        try
        {
            return JsonSerializer.Deserialize<JsonElement>(last);
        }
        catch (JsonException)
        {
            throw new ScriptException($"{what}: its last line is no JSON: '{Shorten(last)}'");
        }
    }

    private static string Shorten(string text) => text.Length > 600 ? text[..600] + " ..." : text.Trim();
}
