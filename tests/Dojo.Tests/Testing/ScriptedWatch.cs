using System.Collections.Concurrent;
using System.Threading.Channels;

namespace HonestAsync.Dojo.Tests;

/// <summary>A watch session whose keys, saves and verdicts come from a test.</summary>
internal sealed class ScriptedWatch : IAsyncDisposable
{
    private static readonly TimeSpan s_bound = TimeSpan.FromMinutes(1);
    private readonly Channel<ConsoleKeyInfo> _keys = Channel.CreateUnbounded<ConsoleKeyInfo>();
    private readonly Channel<ScriptedRun> _runs = Channel.CreateUnbounded<ScriptedRun>();
    private readonly ConcurrentDictionary<string, Channel<FileLook>> _files = new(StringComparer.Ordinal);
    private readonly WatchSession _session;
    private readonly Task<int> _end;
    private int _from;

    public ScriptedWatch(FakeClone clone, LearnerProgress progress, bool hasKeys = true)
    {
        var setup = new WatchSetup(clone.Project, Screen.Console, progress)
        {
            Keys = _keys.Reader,
            HasKeys = hasKeys,
            Run = (kata, text, cancellation) =>
            {
                var run = new ScriptedRun(kata, text, cancellation);
                _runs.Writer.TryWrite(run);
                return run.Verdict;
            },
            Follow = (path, cancellation) => LooksOf(path).Reader.ReadAllAsync(cancellation),
        };
        _session = new WatchSession(setup, Kata.Find(clone.Project, "1"));
        _end = _session.RunAsync(TestContext.Current.CancellationToken);
    }

    public LiveScreen Screen { get; } = new();

    public void Press(char key) => _keys.Writer.TryWrite(new ConsoleKeyInfo(key, default, shift: false, alt: false, control: false));

    public void Press(ConsoleKey key) => _keys.Writer.TryWrite(new ConsoleKeyInfo('\0', key, shift: false, alt: false, control: false));

    public void EndKeys() => _keys.Writer.TryComplete();

    /// <summary>Shows a text in the file's place; null is none.</summary>
    public void See(Kata kata, string? text) =>
        LooksOf(kata.MyFile).Writer.TryWrite(text is null ? new FileLook(null, "is missing") : new FileLook(text));

    /// <summary>Shows a text that may still be written.</summary>
    public void Sight(Kata kata, string text) => LooksOf(kata.MyFile).Writer.TryWrite(new FileLook(text, IsSettled: false));

    /// <summary>The next run that is asked for.</summary>
    public async Task<ScriptedRun> RunAsync() => await _runs.Reader.ReadAsync().AsTask().WaitAsync(s_bound);

    /// <summary>Shows a text, lets its run end like this, and waits until these are printed from then on.</summary>
    public async Task<string> JudgeAsync(Kata kata, string text, KataRun verdict, params string[] says)
    {
        See(kata, text);
        (await RunAsync()).End(verdict);
        return await SaysAsync(says);
    }

    /// <summary>Waits for these texts behind those that were waited for before.</summary>
    public async Task<string> SaysAsync(params string[] texts)
    {
        string said = await Screen.SaysAsync(_from, texts);
        _from += texts.Max(text => said.IndexOf(text, StringComparison.Ordinal) + text.Length);
        return said;
    }

    /// <summary>The exit code.</summary>
    public Task<int> EndAsync() => _end.WaitAsync(s_bound);

    public async ValueTask DisposeAsync()
    {
        EndKeys();
        await _session.DisposeAsync();
        await ((Task)_end).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private Channel<FileLook> LooksOf(string path) => _files.GetOrAdd(path, _ => Channel.CreateUnbounded<FileLook>());
}

/// <summary>A run that ends when a test says so.</summary>
internal sealed class ScriptedRun(Kata kata, string text, CancellationToken cancellation)
{
    private static readonly TimeSpan s_bound = TimeSpan.FromMinutes(1);
    private readonly TaskCompletionSource<KataRun> _verdict = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Kata Kata => kata;

    public string Text => text;

    public CancellationToken Cancellation => cancellation;

    public Task<KataRun> Verdict => _verdict.Task;

    /// <summary>Waits until it is cancelled: leaving a kata does not wait for that.</summary>
    public async Task CancelledAsync()
    {
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var heard = cancellation.Register(cancelled.SetResult);
        await cancelled.Task.WaitAsync(s_bound);
    }

    public void End(KataRun run) => _verdict.SetResult(run);

    public void Fail(Exception error) => _verdict.SetException(error);
}
