namespace HonestAsync.Lab;

/// <summary>Runs a program of another runtime, or a load tool, within a time and an amount of output.</summary>
internal static class BoundedProcess
{
    private const int MostCharacters = 1_000_000;

    /// <summary>Runs a program to its end.</summary>
    /// <exception cref="ScriptException">It could not be started, took too long or wrote too much.</exception>
    public static async Task<ProcessRun> RunAsync(
        string program, IReadOnlyList<string> arguments, TimeSpan bound, CancellationToken cancellationToken)
    {
        try
        {
            var run = await ProcessRun.RunAsync(
                new ProcessStart(program, arguments), new ProcessBound(bound) { Output = MostCharacters }, cancellationToken)
                .ConfigureAwait(false);
            return run.End switch
            {
                ProcessRunEnd.TimedOut => throw new ScriptException(
                    $"{program} was not done after {bound.TotalSeconds:0.###} s and was killed."),
                ProcessRunEnd.Flooded => throw new ScriptException(
                    $"{program} wrote more than {MostCharacters:N0} characters and was killed."),
                _ => run,
            };
        }
        catch (ProcessStartException error)
        {
            throw new ScriptException(FileHandles.Explain(error) ?? error.Message);
        }
    }
}
