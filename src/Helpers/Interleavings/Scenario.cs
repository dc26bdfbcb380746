namespace HonestAsync;

/// <summary>
/// One fresh world in which a schedule runs: the dependencies, the operations, and what must hold when all
/// of them have ended. It is built again for every schedule, so build everything inside the set-up.
/// </summary>
public sealed class Scenario
{
    private readonly ScheduleRunner _runner;
    private readonly List<(string Property, Func<bool> Holds, Func<object?>? Observed)> _expectations = [];
    private readonly List<ScriptedDependency> _scripts = [];
    private Func<object?>? _outcome;
    private CancellationTokenSource? _cancellation;

    internal Scenario(ScheduleRunner runner, CancellationTokenSource? cancellation)
    {
        _runner = runner;
        _cancellation = cancellation;
    }

    /// <summary>Can be cancelled, but only <see cref="Interleavings.CancelAtEachAwait"/> does.</summary>
    public CancellationToken CancellationToken => (_cancellation ??= new CancellationTokenSource()).Token;

    internal IReadOnlyList<ScriptedDependency> Scripts => _scripts;

    /// <summary>A scripted dependency whose answers the explorer chooses.</summary>
    public ScriptedDependency Dependency(string name = "dependency")
    {
        var script = new ScriptedDependency(name) { Home = _runner.Background };
        _scripts.Add(script);
        return script;
    }

    /// <summary>An operation whose start the explorer chooses.</summary>
    public ExploredOperation Operation(string name, Func<Task> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return _runner.Add(name, body);
    }

    /// <summary>
    /// What must hold when every operation has ended; <paramref name="observed"/> goes into the message.
    /// </summary>
    public void Expect(string property, Func<bool> holds, Func<object?>? observed = null) =>
        _expectations.Add((property, holds, observed));

    /// <summary>
    /// The final state as text: exploration counts the distinct ones. Without it, how the operations ended.
    /// </summary>
    public void Outcome(Func<object?> observe) => _outcome = observe;

    internal string DescribeOutcome(IReadOnlyList<ExploredOperation> operations) =>
        _outcome is null
            ? string.Join(", ", operations.Select(operation => $"{operation.Name} {operation.Ending}"))
            : _outcome()?.ToString() ?? "null";

    internal string? BrokenExpectation()
    {
        foreach (var (property, holds, observed) in _expectations)
        {
            try
            {
                if (!holds())
                {
                    return observed is null ? $"broken: {property}" : $"broken: {property} (observed: {observed()})";
                }
            }
            catch (Exception error)
            {
                return $"broken: {property} ({error.Message})";
            }
        }
        return null;
    }
}
