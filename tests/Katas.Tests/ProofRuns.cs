[assembly: AssemblyFixture(typeof(HonestAsync.Katas.Tests.ProofRuns))]

namespace HonestAsync.Katas.Tests;

/// <summary>
/// Runs every file that is tried once on one engine, as soon as the first is asked for; everybody reads the
/// results. What passed before is not run.
/// </summary>
public sealed class ProofRuns : IAsyncDisposable
{
    // the machine may be busy with other tests: a hang is the watchdog's to end, not this limit's
    private static readonly RunLimits s_limits = new() { Time = TimeSpan.FromSeconds(30), RedTime = TimeSpan.FromMinutes(2) };

    private static readonly PassedBefore s_passed = new(AppContext.BaseDirectory);

    private readonly Lazy<Dictionary<string, Task<KataRun>>> _runs;
    private readonly Lazy<KataEngine> _fresh = new(() => new KataEngine(new EngineOptions { Limits = s_limits, Width = 1 }));

    /// <summary>Starts the first processes.</summary>
    public ProofRuns() => _runs = new(() =>
        Corpus.Tried.Where(variant => !NoteOf(variant).IsThere)
            .ToDictionary(variant => variant.Path, variant => Engine.RunAsync(KataSources.Of(variant)), StringComparer.Ordinal));

    /// <summary>
    /// A process serves many files until something hangs in it; the long form takes a fresh one for each.
    /// </summary>
    public KataEngine Engine { get; } = new(new EngineOptions { Limits = s_limits, RunsPerProcess = 12 });

    /// <summary>Whether a file did what it should before, with the kata around it as it is.</summary>
    internal static PassedNote NoteOf(Variant variant) => s_passed.Of($"{variant.Kata.Name} {variant.File} ({variant.Kind})",
        [variant.Path, variant.Kata.Original("kata.json"), variant.Kata.Project.KataFrame, .. variant.Kata.Surroundings]);

    /// <summary>The run of a file.</summary>
    public Task<KataRun> Of(Variant variant) =>
        // one that lost its note since the others began is run by itself
        _runs.Value.TryGetValue(variant.Path, out var run) ? run : AgainAsync(variant);

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
