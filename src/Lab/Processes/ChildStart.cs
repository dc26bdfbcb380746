using HonestAsync.Processes;

namespace HonestAsync.Lab;

/// <summary>What to start as a child: a verb of <c>Lab.dll</c>, with its arguments and environment.</summary>
/// <param name="Role">What people call it in messages, for example "web server".</param>
/// <param name="FileName">The executable.</param>
/// <param name="Arguments">Its arguments.</param>
internal sealed record ChildStart(string Role, string FileName, IReadOnlyList<string> Arguments)
{
    // a killed process cannot remove the sockets that a debugger or a profiler would use: it makes none
    private static readonly Dictionary<string, string> s_quiet = new(StringComparer.Ordinal) { ["DOTNET_EnableDiagnostics"] = "0" };

    /// <summary>Real time until it must have said that it is ready; a busy machine may need long.</summary>
    public TimeSpan StartBound { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Real time it gets for going by itself before it is killed.</summary>
    public TimeSpan EndBound { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Variables added to those of this process.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The program that lies beside this class, wherever a notebook has loaded it from.</summary>
    public static ChildStart OfLab(string role, params IReadOnlyList<string> verbAndArguments)
    {
        string lab = typeof(ChildStart).Assembly.Location;
        string settings = Path.ChangeExtension(lab, ".runtimeconfig.json");
        return File.Exists(settings)
            ? new ChildStart(role, DotnetHost.Find(), [lab, .. verbAndArguments]) { Environment = s_quiet }
            : throw new ChildProcessException(
                $"The {role} cannot start: {settings} is not there. Build the lab with `dotnet build src/Lab`.");
    }
}
