using HonestAsync.Processes;

namespace HonestAsync.Dojo;

/// <summary>A language runtime that notebooks use where it is installed.</summary>
/// <param name="Name">As people write it.</param>
/// <param name="Magic">The first line of a cell that it runs.</param>
/// <param name="Programs">Its names on the path, the preferred one first.</param>
internal sealed record OtherRuntime(string Name, string Magic, IReadOnlyList<string> Programs)
{
    // a shim of a version manager may take seconds on a busy machine
    private static readonly ProcessBound s_bound = new(TimeSpan.FromSeconds(20));

    public static IReadOnlyList<OtherRuntime> All { get; } =
    [
        new("Node", "#!node", ["node", "nodejs", "node.exe"]),
        new("Python", "#!python", ["python3", "python", "python.exe"]),
    ];

    /// <summary>Asks the program itself.</summary>
    /// <returns>Null where it is not installed, or does not answer.</returns>
    public async Task<string?> VersionAsync(string? path, CancellationToken cancellationToken)
    {
        if (Dojo.Programs.Find(Programs, path) is not { } program)
        {
            return null;
        }
        try
        {
            var run = await ProcessRun.RunAsync(new ProcessStart(program, "--version"), s_bound, cancellationToken).ConfigureAwait(false);
            string version = run.Output.Trim().Split(' ')[^1].TrimStart('v');
            return run.Succeeded && version.Length > 0 ? version : null;
        }
        catch (ProcessStartException)
        {
            return null;
        }
    }
}
