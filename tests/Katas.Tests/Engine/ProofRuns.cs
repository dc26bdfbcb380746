using System.Collections.Concurrent;

namespace HonestAsync.Katas.Tests;

/// <summary>Compiles and runs every variant once, two at a time, whoever asks first; everybody else reads the report.</summary>
public sealed class ProofRuns : IDisposable
{
    /// <summary>Real time for one child: a hang costs the watchdog's two seconds, not this.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly KataCompiler _compiler = new();
    private readonly KataChild _child = new();
    private readonly SemaphoreSlim _places = new(2, 2);
    private readonly Dictionary<string, Task<ChildReport>> _reports = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Lazy<CompiledKata>> _images = new(StringComparer.Ordinal);
    private int _started;

    /// <summary>The report of a variant.</summary>
    /// <exception cref="InvalidOperationException">It does not compile; the message holds the errors.</exception>
    public Task<ChildReport> ReportAsync(Variant variant)
    {
        if (Interlocked.Exchange(ref _started, 1) == 0)
        {
            foreach (var each in Kata.All.SelectMany(kata => kata.Everything()))
            {
                _ = Shared(each);
            }
        }
        return Shared(variant);
    }

    /// <summary>One more run of a variant, in a fresh process.</summary>
    public async Task<ChildReport> RunAgainAsync(Variant variant, int? processors = null)
    {
        await _places.WaitAsync();
        try
        {
            return await _child.RunAsync(Compile(variant), Limit, processors);
        }
        finally
        {
            _places.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _child.Dispose();
        _places.Dispose();
    }

    private Task<ChildReport> Shared(Variant variant)
    {
        lock (_reports)
        {
            if (!_reports.TryGetValue(variant.Id, out var report))
            {
                report = Task.Run(() => RunAgainAsync(variant));
                _reports.Add(variant.Id, report);
            }
            return report;
        }
    }

    private CompiledKata Compile(Variant variant)
    {
        var compiled = _images.GetOrAdd(variant.Id,
            id => new Lazy<CompiledKata>(() => _compiler.Compile(id, variant.Sources()))).Value;
        return compiled.Image is null
            ? throw new InvalidOperationException($"{variant.File} does not compile:\n{string.Join("\n", compiled.Errors)}")
            : compiled;
    }
}
