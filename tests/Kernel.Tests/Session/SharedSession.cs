using System.Text.Json.Nodes;

namespace HonestAsync.Kernel.Tests;

/// <summary>
/// One warm session for all tests of this folder: a session owns the console, so they run one by one.
/// </summary>
public sealed class SharedSession : IDisposable
{
    // a cell that hangs fails its test, as interrupted
    private static readonly TimeSpan s_watchdog = TimeSpan.FromSeconds(60);

    private readonly CSharpSession _session;

    public SharedSession()
    {
        Folder = Directory.CreateTempSubdirectory("kernel-tests-").FullName;
        _session = new CSharpSession(new SessionOptions
        {
            Folder = Folder,
            InterruptGrace = TimeSpan.FromSeconds(30),
        });
        _session.WarmUp();
    }

    /// <summary>The session's folder, empty at first.</summary>
    public string Folder { get; }

    public CellShown Run(string source, Action<CellOutput>? onOutput = null, CancellationToken interrupt = default)
    {
        var outputs = new List<CellOutput>();
        using var watchdog = CancellationTokenSource.CreateLinkedTokenSource(interrupt);
        watchdog.CancelAfter(s_watchdog);
        var result = _session.Execute(
            source, "test",
            output =>
            {
                outputs.Add(output);
                onOutput?.Invoke(output);
            },
            watchdog.Token);
        return new CellShown(result, outputs);
    }

    /// <summary>What the session's editor services answer about code that is not run.</summary>
    internal LanguageService Language => new(() => _session);

    public void Dispose()
    {
        _session.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}

/// <summary>What a cell returned and showed.</summary>
public sealed record CellShown(CellResult Result, IReadOnlyList<CellOutput> Outputs)
{
    public CellOutcome Outcome => Result.Outcome;

    public string Console => string.Concat(Outputs.OfType<StreamOutput>().Select(output => output.Text));

    public string? Value => (string?)Bundle?["text/plain"];

    public JsonObject? Bundle => Outputs.OfType<ValueOutput>().LastOrDefault()?.Data;

    public ErrorOutput Error => Result.Error ?? throw new InvalidOperationException("the cell did not fail");

    public string Traceback => string.Join('\n', Error.Traceback);
}

[CollectionDefinition(nameof(SharedSession))]
public sealed class SharedSessionTests : ICollectionFixture<SharedSession>;
