using System.Threading.Channels;

namespace HonestAsync.Dojo;

/// <summary>
/// Follows a learner through katas: saves, verdicts and keys come in one line, and are answered one after the other.
/// </summary>
internal sealed class WatchSession : IAsyncDisposable
{
    private readonly Channel<Action> _inbox = Channel.CreateUnbounded<Action>(new UnboundedChannelOptions { SingleReader = true });
    private readonly WatchSetup _setup;
    private readonly WatchScreen _screen;
    private readonly LearnerPath _path;
    private FollowedKata _kata;
    private Task _closing = Task.CompletedTask;
    private Action<ConsoleKeyInfo> _press;
    private Action _draw;
    private string? _standing;
    private string? _verdict;
    private bool _isEnding;
    private int _code = ExitCode.Unsolved;

    public WatchSession(WatchSetup setup, Kata kata)
    {
        _setup = setup;
        _screen = new WatchScreen(setup);
        _path = new LearnerPath(setup.Project, setup.Progress);
        _press = Usual;
        _draw = DrawStatus;
        _kata = Follow(kata);
    }

    /// <summary>Until somebody quits, or the keys end.</summary>
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

    /// <summary>The window has another size.</summary>
    public void Resized() => Post(() => _draw());

    public async ValueTask DisposeAsync()
    {
        _inbox.Writer.TryComplete();
        _screen.Close();
        await _kata.DisposeAsync().ConfigureAwait(false);
        await _closing.ConfigureAwait(false);
    }

    private void Post(Action what) => _inbox.Writer.TryWrite(what);

    private async Task KeysAsync(CancellationToken cancellationToken)
    {
        await foreach (var key in _setup.Keys.ReadAllAsync(cancellationToken).ConfigureAwait(false))
        {
            Post(() => _press(key));
        }
        Post(KeysEnded);
    }

    /// <summary>Who only sends the end of input wants the verdict that is on its way.</summary>
    private void KeysEnded()
    {
        _isEnding = true;
        if (_setup.HasKeys || (_kata.Look is not null && !_kata.IsRunning))
        {
            Quit();
        }
    }

    private void Quit() => _inbox.Writer.TryComplete();

    private FollowedKata Follow(Kata kata)
    {
        _standing = _verdict = null;
        _screen.Kata(kata);
        _kata = new FollowedKata(kata, _setup, Post) { Changed = Changed, Judged = Judged, Failed = Failed };
        DrawStatus();
        return _kata.Start();
    }

    private void Switch(Kata kata)
    {
        _closing = Task.WhenAll(_closing, _kata.DisposeAsync().AsTask());
        _code = ExitCode.Unsolved;
        Follow(kata);
    }

    private void Changed()
    {
        if (_kata.Look?.Text is null)
        {
            _code = ExitCode.Unsolved;
            _screen.Trouble(_kata.Kata, _kata.Look!.Value.Trouble);
            After();
        }
        _draw();
    }

    private void Judged(KataRun run)
    {
        string now = run.IsGreen ? "solved"
            : run.Ending == RunEnding.NotCompiled ? "does not compile"
            : $"{run.Passed.Count()} of {run.Tests.Count} pass";
        // what does not compile says nothing about the tests
        _verdict = run.Ending == RunEnding.NotCompiled ? _verdict : now;
        _code = run.IsGreen ? ExitCode.Ok : ExitCode.Unsolved;
        Try(() =>
        {
            if (run.IsGreen)
            {
                _setup.Progress.NoteSolved(_kata.Kata.File.Slug);
            }
            _screen.Verdict(_kata.Kata, run, _kata.Look!.Value.Text!, _verdict);
        });
        _standing = now;
        After();
        _draw();
    }

    private void Failed(DojoException failure)
    {
        _code = ExitCode.ToolFailure;
        _screen.Failure($"{failure.Message} Save again to try again.");
        After();
        _draw();
    }

    private void After()
    {
        if (_isEnding)
        {
            Quit();
        }
    }

    private void DrawStatus()
    {
        string standing = _kata.Look is null || _kata.IsRunning ? "running…"
            : _kata.Look?.Text is null ? "waiting for the file"
            : _standing ?? "";
        _screen.Bottom(new BottomLine(WatchStatus.Line(_kata.Kata, standing, _code == ExitCode.Ok, _screen.Width), "grey"));
    }

    private void Usual(ConsoleKeyInfo key)
    {
        switch (char.ToLowerInvariant(key.KeyChar))
        {
            case 'h':
                Try(() => _screen.Block(() => new HintCommand(_setup.Project, _setup.Console, _setup.Progress).Next(_kata.Kata, "h")));
                break;
            case 'n' when _path.After(_kata.Kata) is { } next:
                Switch(next);
                break;
            case 'n':
                _screen.Failure("All others are solved. l lists them all.");
                break;
            case 'l':
                var picker = new KataPicker([.. HonestAsync.Dojo.Kata.All(_setup.Project).Select(kata => (kata, _path.State(kata)))], _kata.Kata);
                Ask(key => Pick(picker, key), () => _screen.Bottom(picker.Lines(_screen.Height - 1)));
                break;
            case 'r':
                Reset();
                break;
            case 's':
                Try(() => _screen.Block(() => new SolutionCommand(_setup.Project, _setup.Console, _setup.Progress).Run(_kata.Kata.Name, anyway: false)));
                break;
            case '?':
                _screen.Block(() => _setup.Console.Profile.Out.Writer.WriteLine(WatchStatus.Help));
                break;
            case 'q' or '\u0004':
                Quit();
                break;
        }
    }

    private void Pick(KataPicker picker, ConsoleKeyInfo key)
    {
        picker.Press(key);
        if (!picker.IsDone)
        {
            _draw();
            return;
        }
        Answered();
        if (picker.Picked is { } kata && kata.Name != _kata.Kata.Name)
        {
            Switch(kata);
        }
    }

    private void Reset()
    {
        var kata = _kata.Kata;
        var files = ResetCommand.Changed(kata);
        if (files.Count == 0)
        {
            GiveBack(kata);
            return;
        }
        string question = $"y/n  Give {string.Join(", ", files)} back as you got it? Yours stays as .mine.";
        Ask(key =>
        {
            Answered();
            if (char.ToLowerInvariant(key.KeyChar) == 'y')
            {
                GiveBack(kata);
            }
        }, () => _screen.Bottom(new BottomLine(question, "yellow")));
    }

    private void GiveBack(Kata kata) =>
        Try(() => _screen.Block(() => new ResetCommand(_setup.Project, _setup.Console).Run(kata.Name, yes: true)));

    private void Ask(Action<ConsoleKeyInfo> press, Action draw)
    {
        _press = press;
        _draw = draw;
        _draw();
    }

    private void Answered()
    {
        _press = Usual;
        _draw = DrawStatus;
        _draw();
    }

    private void Try(Action action)
    {
        try
        {
            action();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or DojoException)
        {
            _screen.Failure(error.Message);
        }
    }
}
