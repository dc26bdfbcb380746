
namespace HonestAsync.Lab;

/// <summary>A child to start: a verb of <c>Lab.dll</c>, or a program that keeps the same protocol.</summary>
/// <param name="Role">Its name in messages, for example "web server".</param>
/// <param name="Program">The program.</param>
internal sealed record ChildStart(string Role, ProcessStart Program)
{
    /// <summary>Real time until it must have said that it is ready; a busy machine may need long.</summary>
    public TimeSpan StartBound { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Real time it gets to end by itself before it is killed.</summary>
    public TimeSpan EndBound { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The program in the folder of this class, wherever a notebook has loaded it from.</summary>
    public static ChildStart OfLab(string role, params IReadOnlyList<string> verbAndArguments)
    {
        string lab = typeof(ChildStart).Assembly.Location;
        string settings = Path.ChangeExtension(lab, ".runtimeconfig.json");
        if (!File.Exists(settings))
        {
            throw new ChildProcessException(
                $"The {role} cannot start: {settings} is missing. Build the lab with `dotnet build src/Lab`.");
        }
        // a killed process cannot remove the sockets that a debugger or a profiler would use: it makes none
        return new ChildStart(role, ProcessStart.Dotnet([lab, .. verbAndArguments])).With("DOTNET_EnableDiagnostics", "0");
    }

    /// <summary>The same with one more environment variable.</summary>
    public ChildStart With(string variable, string value) => this with
    {
        Program = Program with
        {
            Environment = new Dictionary<string, string?>(Program.Environment, StringComparer.Ordinal) { [variable] = value },
        },
    };
}
