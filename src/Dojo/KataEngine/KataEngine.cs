using System.Diagnostics;
using HonestAsync.KataHost;

namespace HonestAsync.Dojo;

/// <summary>How an engine keeps its processes.</summary>
public sealed record EngineOptions
{
    /// <summary>What a run may take.</summary>
    public RunLimits Limits { get; init; } = new();

    /// <summary>Runs at the same time, and processes that are started ahead.</summary>
    public int Width { get; init; } = Math.Clamp(Environment.ProcessorCount, 1, 2);

    /// <summary>
    /// How many runs will be asked for; no process is started ahead of one that never comes.
    /// </summary>
    public int ExpectedRuns { get; init; } = int.MaxValue;

    /// <summary>
    /// How often a process may be used while nothing has hung in it. 1, a fresh one for each run, is for verdicts;
    /// more saves its start where many variants are tried. What is static in the kata is fresh in each run either way.
    /// </summary>
    public int RunsPerProcess { get; init; } = 1;
}

/// <summary>
/// Compiles katas in memory and runs their tests in processes that were started ahead: a run may hang, crash, exit
/// or eat memory, and only its process is lost. Thread-safe; one engine for a whole session.
/// </summary>
public sealed class KataEngine : IAsyncDisposable
{
    private readonly EngineOptions _options;
    private readonly KataCompiler _compiler = new();
    private readonly ChildPool _pool;
    private readonly SemaphoreSlim _places;

    /// <summary>Starts the first processes.</summary>
    public KataEngine(EngineOptions? options = null)
    {
        _options = options ?? new EngineOptions();
        _places = new SemaphoreSlim(_options.Width);
        _pool = new ChildPool(_options.Limits, _options.Width, _options.ExpectedRuns);
        _pool.Fill();
    }

    /// <summary>Compiles the files and runs all tests once.</summary>
    /// <exception cref="DojoException">The tool itself failed: a file cannot be read, or no process could be
    /// started.</exception>
    public async Task<KataRun> RunAsync(KataSources sources, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sources);
        await _places.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var compiled = await Task.Run(() => Compile(sources), cancellationToken).ConfigureAwait(false);
            // before it costs a process that was started ahead
            cancellationToken.ThrowIfCancellationRequested();
            var run = compiled.Assemblies is { Count: > 0 } assemblies
                ? await RunAsync(sources, new HostRequest(AssemblyPath(sources), assemblies), cancellationToken).ConfigureAwait(false)
                : new KataRun(RunEnding.NotCompiled, []);
            return run with { Problems = compiled.Problems, Compiling = compiled.Elapsed };
        }
        finally
        {
            _places.Release();
        }
    }

    /// <summary>
    /// Waits until the processes that were started ahead are ready: a learner thinks longer than that.
    /// </summary>
    public Task WarmAsync(CancellationToken cancellationToken = default) =>
        _pool.ReadyAsync(cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _pool.DisposeAsync().ConfigureAwait(false);
        _places.Dispose();
    }

    private static string AssemblyPath(KataSources sources) => Path.ChangeExtension(sources.Subject, ".dll");

    private CompiledKata Compile(KataSources sources)
    {
        try
        {
            return _compiler.Compile(sources);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DojoException($"A file of {sources.Name} cannot be read: {error.Message}",
                "Restore it with git checkout.", error);
        }
    }

    private async Task<KataRun> RunAsync(KataSources sources, HostRequest request, CancellationToken cancellationToken)
    {
        var child = await _pool.TakeAsync(cancellationToken).ConfigureAwait(false);
        bool again = false;
        try
        {
            long start = Stopwatch.GetTimestamp();
            var record = new RunRecord(sources.Subject);
            await child.SendAsync(request).ConfigureAwait(false);
            var reason = await ListenAsync(child, record, cancellationToken).ConfigureAwait(false);
            var run = await ConcludeAsync(child, record, reason).ConfigureAwait(false);
            again = run.Ending == RunEnding.Reported && child.Runs < _options.RunsPerProcess
                && run.Tests.All(test => test.State is TestState.Passed or TestState.Failed);
            run = run with { Testing = Stopwatch.GetElapsedTime(start), ProcessId = child.Process.Id };
            if (_options.RunsPerProcess > 1)
            {
                // whose words they are is not known
                return run;
            }
            await child.EndAsync().ConfigureAwait(false);
            return run with { Printed = child.Output.ToString() };
        }
        finally
        {
            if (again)
            {
                await _pool.ReturnAsync(child).ConfigureAwait(false);
            }
            else
            {
                await child.DisposeAsync().ConfigureAwait(false);
            }
            _pool.Fill();
        }
    }

    private async Task<RunEnding?> ListenAsync(KataChild child, RunRecord record, CancellationToken cancellationToken)
    {
        await using var watch = new RunWatch(child, _options.Limits, cancellationToken);
        try
        {
            while (!record.IsDone && await child.NextAsync(watch.Stop).ConfigureAwait(false) is { } what)
            {
                record.Take(what);
                watch.Progress(record.HasRed);
            }
            return null;
        }
        catch (OperationCanceledException) when (watch.Reason is not null && !cancellationToken.IsCancellationRequested)
        {
            return watch.Reason;
        }
    }

    private async Task<KataRun> ConcludeAsync(KataChild child, RunRecord record, RunEnding? reason)
    {
        var tests = record.Tests();
        reason ??= record.IsOutOfMemory ? RunEnding.OutOfMemory : record.Broken is not null ? RunEnding.NotRunnable : null;
        if (reason is null && record.IsDone)
        {
            return new KataRun(RunEnding.Reported, tests);
        }
        if (reason is null && !record.IsDone)
        {
            await child.WaitForOwnEndAsync().ConfigureAwait(false);
        }
        int code = await child.EndAsync().ConfigureAwait(false);
        string error = child.Error.ToString();
        var ending = reason ?? EndingText.Of(record, error);
        return new KataRun(ending, tests)
        {
            Running = record.Running,
            Explanation = EndingText.Explain(ending, record, error, code, _options.Limits),
        };
    }
}
