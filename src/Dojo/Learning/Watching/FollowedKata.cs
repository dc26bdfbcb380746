using System.Runtime.ExceptionServices;

namespace HonestAsync.Dojo;

/// <summary>
/// Runs a kata at each change of its file, as soon as a text appears; the verdict waits until the text is settled. A
/// change during a run cancels it: every verdict is about the newest text.
/// </summary>
/// <remarks>Its members run on the session's loop, one at a time; so do the actions it posts there.</remarks>
internal sealed class FollowedKata(Kata kata, WatchSetup setup, Action<Action> post) : IAsyncDisposable
{
    private readonly CancellationTokenSource _end = new();
    private OngoingRun? _run;
    private Task _running = Task.CompletedTask;
    private Task _following = Task.CompletedTask;

    /// <summary>The kata.</summary>
    public Kata Kata => kata;

    /// <summary>What was seen last; null before the first look.</summary>
    public FileLook? Look { get; private set; }

    /// <summary>True while there is no verdict on what was seen last.</summary>
    public bool IsRunning => _run is not null;

    /// <summary>The file has a new text, and a run begins; or it is missing, and none can.</summary>
    public required Action Changed { get; init; }

    /// <summary>The verdict on the newest text.</summary>
    public required Action<KataRun> Judged { get; init; }

    /// <summary>The tool could not make one.</summary>
    public required Action<DojoException> Failed { get; init; }

    /// <summary>Begins; the first look follows.</summary>
    public void Start() => _following = TellFaultsAsync(FollowAsync());

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(_following, _running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _run?.Dispose();
        _end.Dispose();
    }

    private async Task TellFaultsAsync(Task task)
    {
        await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (task.Exception?.InnerException is { } fault)
        {
            post(() => ExceptionDispatchInfo.Throw(fault));
        }
    }

    private async Task FollowAsync()
    {
        await foreach (var look in setup.Follow(kata.MyFile, _end.Token).ConfigureAwait(false))
        {
            post(() => Take(look));
        }
    }

    private void Take(FileLook look)
    {
        if (_end.IsCancellationRequested)
        {
            return;
        }
        if (_run is null || _run.Text != look.Text)
        {
            _run?.Cancel();
            _run?.Dispose();
            _run = look.Text is { } text ? Begin(text) : null;
        }
        if (look.IsSettled)
        {
            Look = look;
            _run?.Want();
            Changed();
        }
    }

    private OngoingRun Begin(string text)
    {
        var run = new OngoingRun(text, _end.Token);
        var running = TellFaultsAsync(RunAsync(run, run.Token));
        _running = _running.IsCompleted ? running : Task.WhenAll(_running, running);
        return run;
    }

    private async Task RunAsync(OngoingRun me, CancellationToken cancellationToken)
    {
        Action outcome;
        try
        {
            var run = await setup.Run(kata, me.Text, cancellationToken).ConfigureAwait(false);
            outcome = () => Judged(run);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return;
        }
        catch (DojoException failure)
        {
            outcome = () => Failed(failure);
        }
        await me.Wanted.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        post(() =>
        {
            if (_run == me && !_end.IsCancellationRequested)
            {
                _run.Dispose();
                _run = null;
                outcome();
            }
        });
    }
}
