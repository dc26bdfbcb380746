using System.Threading.Channels;

namespace HonestAsync.Dojo;

/// <summary>
/// Follows a learner through katas: saves, verdicts and keys go through one queue, and are handled one at a time.
/// </summary>
internal sealed class WatchSession : IAsyncDisposable
{
    // garbage is collected now and then, while the learner reads the verdict
    private const int VerdictsBetweenTidying = 20;
    private readonly Channel<Action> _inbox = Channel.CreateUnbounded<Action>();
    private readonly WatchSetup _setup;
    private readonly WatchScreen _screen;
    private readonly WatchKeys _keys;
    private FollowedKata _kata;
    private Task _closing = Task.CompletedTask;
    private string? _standing;
    private string? _verdict;
    private bool _isEnding;
    private int _code = ExitCode.Unsolved;

    public WatchSession(WatchSetup setup, Kata kata)
    {
        _setup = setup;
        _screen = new WatchScreen(setup) { Redraw = Draw };
        _kata = Follow(kata);
        _keys = new WatchKeys(setup, _screen, () => _kata.Kata)
        {
            Redraw = Draw,
            Switch = Switch,
            Quit = Quit,
        };
        Begin();
    }

    /// <summary>Runs until the user quits, or the keys end.</summary>
    /// <returns>Whether the kata that was followed last is solved.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var keys = KeysAsync(end.Token);
        try
        {
            await foreach (var what in _inbox.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                what();
            }
            return _code;
        }
        finally
        {
            await end.CancelAsync().ConfigureAwait(false);
            await keys.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>The window has another size. From any thread.</summary>
    public void Resized() => Post(Draw);

    public async ValueTask DisposeAsync()
    {
        Quit();
        _screen.Close();
        await _kata.DisposeAsync().ConfigureAwait(false);
        await _closing.ConfigureAwait(false);
    }

    private void Post(Action what) => _inbox.Writer.TryWrite(what);

    private void Quit() => _inbox.Writer.TryComplete();

    private async Task KeysAsync(CancellationToken cancellationToken)
    {
        await foreach (var key in _setup.Keys.ReadAllAsync(cancellationToken).ConfigureAwait(false))
        {
            Post(() => _keys.Press(key));
        }
        Post(KeysEnded);
    }

    /// <summary>Input that only ends, without a key, still waits for the verdict in progress.</summary>
    private void KeysEnded()
    {
        _isEnding = true;
        if (_setup.HasKeys || (_kata.Look is not null && !_kata.IsRunning))
        {
            Quit();
        }
    }

    private FollowedKata Follow(Kata kata) =>
        new(kata, _setup, Post) { Changed = Changed, Judged = Judged, Failed = Failed };

    private void Begin()
    {
        _screen.Kata(_kata.Kata);
        _kata.Start();
    }

    private void Switch(Kata kata)
    {
        _closing = Task.WhenAll(_closing, _kata.DisposeAsync().AsTask());
        _kata = Follow(kata);
        _standing = _verdict = null;
        _code = ExitCode.Unsolved;
        Begin();
    }

    private void Changed()
    {
        if (_kata.Look is { Text: null } look)
        {
            _code = ExitCode.Unsolved;
            _screen.Trouble(_kata.Kata, look.Trouble);
            After();
        }
        else
        {
            Draw();
        }
    }

    private void Judged(KataRun run)
    {
        bool compiles = run.Ending != RunEnding.NotCompiled;
        _standing = run.IsGreen ? "solved"
            : run.IsUndecided ? "no verdict, the machine is too busy"
            : compiles ? $"{run.Passed.Count()} of {run.Tests.Count} pass"
            : "does not compile";
        // what does not compile says nothing about the tests
        _verdict = compiles ? _standing : _verdict;
        _code = run.IsGreen ? ExitCode.Ok : run.IsUndecided ? ExitCode.ToolFailure : ExitCode.Unsolved;
        _screen.Try(() =>
        {
            var unsaved = new PostponedFailure();
            if (run.IsGreen)
            {
                unsaved.Try(() => _setup.Progress.NoteSolved(_kata.Kata.File.Slug));
            }
            _screen.Verdict(_kata.Kata, run, _kata.Look!.Value.Text!, _verdict);
            unsaved.ThrowIfAny();
        });
        if (_screen.Verdicts % VerdictsBetweenTidying == 0)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        }
        After();
    }

    private void Failed(DojoException failure)
    {
        _code = ExitCode.ToolFailure;
        _standing = "no verdict";
        _screen.Failure($"{failure.Message} Save again to try again.");
        After();
    }

    private void After()
    {
        if (_isEnding)
        {
            Quit();
        }
    }

    private void Draw()
    {
        string standing = _kata.Look is null || _kata.IsRunning ? "running…"
            : _kata.Look?.Text is null ? "waiting for the file"
            : _standing ?? "";
        string line = WatchStatus.Line(_kata.Kata, standing, _code == ExitCode.Ok, _screen.Width);
        _screen.Bottom(_keys.Question ?? [new BottomLine(line, "grey")]);
    }
}
