[assembly: AssemblyFixture(typeof(HonestAsync.Katas.Tests.ProofRuns))]

namespace HonestAsync.Katas.Tests;

/// <summary>
/// Runs each chosen file once on one engine, as soon as a test asks for the first; all tests read the same results.
/// </summary>
public sealed class ProofRuns : IAsyncDisposable
{
    // the machine may be busy with other tests: the watchdog ends a hang, not this limit
    private static readonly RunLimits s_limits = new() { Time = TimeSpan.FromSeconds(30), RedTime = TimeSpan.FromMinutes(2) };

    private readonly Lazy<Dictionary<string, Task<KataRun>>> _runs;
    private readonly Lazy<KataEngine> _fresh = new(() => new KataEngine(new EngineOptions { Limits = s_limits, Width = 1 }));

    /// <summary>Starts the first processes.</summary>
    public ProofRuns() => _runs = new(() =>
        Corpus.Chosen.ToDictionary(variant => variant.Path, variant => Engine.RunAsync(KataSources.Of(variant)), StringComparer.Ordinal));

    /// <summary>
    /// A process serves many files until something hangs in it; the long form takes a fresh one for each.
    /// </summary>
    public KataEngine Engine { get; } = new(new EngineOptions { Limits = s_limits, RunsPerProcess = 12 });

    /// <summary>The run of a chosen file.</summary>
    public Task<KataRun> Of(Variant variant) => _runs.Value[variant.Path];

    /// <summary>One more run of a file, in a process of its own.</summary>
    public Task<KataRun> AgainAsync(Variant variant) => _fresh.Value.RunAsync(KataSources.Of(variant));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Engine.DisposeAsync();
        if (_fresh.IsValueCreated)
        {
            await _fresh.Value.DisposeAsync();
        }
    }
}
