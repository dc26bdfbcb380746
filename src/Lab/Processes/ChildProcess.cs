using System.Threading.Channels;

namespace HonestAsync.Lab;

/// <summary>
/// A child that ends when this process ends, however that happens: it holds the reading end of a pipe whose writing
/// end the system closes. It prints one line when it is ready, and answers a line with a line. Thread-safe.
/// </summary>
/// <remarks>Its output is read by threads of its own: a starved pool in this process does not hide what it prints.</remarks>
internal sealed class ChildProcess : IAsyncDisposable
{
    private static readonly TimeSpan s_answerBound = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan s_errorsBound = TimeSpan.FromSeconds(10);
    private readonly ChildStart _start;
    private readonly RunningProcess _process;
    private readonly OutputTail _errors = new();
    private readonly TaskCompletionSource _errorsRead = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>(new() { SingleReader = true });
    private readonly SemaphoreSlim _turn = new(1, 1);

    private ChildProcess(ChildStart start, RunningProcess process)
    {
        (_start, _process) = (start, process);
        process.Output.ReadLines(line => _lines.Writer.TryWrite(line), () => _lines.Writer.TryComplete());
        process.Errors.ReadLines(_errors.Add, _errorsRead.SetResult);
    }

    /// <summary>The process id.</summary>
    public int Id => _process.Id;

    /// <summary>The line that it printed when it was ready.</summary>
    public string Hello { get; private set; } = "";

    /// <summary>False when it has ended, for any reason.</summary>
    public bool IsRunning => !_process.HasEnded;

    /// <exception cref="ChildProcessException">It could not be started, ended at once, or was not ready in time.</exception>
    public static async Task<ChildProcess> StartAsync(ChildStart start, CancellationToken cancellationToken = default)
    {
        var child = new ChildProcess(start, Launch(start));
        try
        {
            child.Hello = await child.NextLineAsync("get ready", start.StartBound, cancellationToken).ConfigureAwait(false);
            return child;
        }
        catch
        {
            await child.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Sends a line and waits for the answer.</summary>
    /// <exception cref="ChildProcessException">It has ended, or does not answer.</exception>
    public async Task<string> AskAsync(string line, CancellationToken cancellationToken = default)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await _process.Input.WriteLineAsync(line.AsMemory(), cancellationToken).ConfigureAwait(false);
            await _process.Input.FlushAsync(cancellationToken).ConfigureAwait(false);
            return await NextLineAsync($"answer '{line}'", s_answerBound, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException error)
        {
            throw Died(error);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>The exception for a child that has ended on its own, with the last lines of its errors.</summary>
    public ChildProcessException Died(Exception? inner = null)
    {
        // its end may be known before its last lines are read; a child of its own may keep that pipe open
        _errorsRead.Task.Wait(s_errorsBound);
        string how = _process.HasEnded ? $" with exit code {_process.ExitCode}" : "";
        return new ChildProcessException($"The {_start.Role} (process {Id}) ended on its own{how}. {_errors}", inner);
    }

    /// <summary>Kills it at once, with everything that it has started.</summary>
    public void Kill() => _process.End();

    /// <summary>Asks it to end, by closing its input, and kills it if it does not.</summary>
    public async ValueTask DisposeAsync()
    {
        _process.CloseInput();
        if (!await _process.WaitAsync(_start.EndBound).ConfigureAwait(false))
        {
            Kill();
            await _process.WaitAsync(s_answerBound).ConfigureAwait(false);
        }
        _turn.Dispose();
        _process.Dispose();
    }

    private static RunningProcess Launch(ChildStart start)
    {
        try
        {
            return start.Program.Start();
        }
        catch (ProcessStartException error)
        {
            throw new ChildProcessException(FileHandles.Explain(error) ?? $"The {start.Role} does not start: {error.Message}", error);
        }
    }

    private async Task<string> NextLineAsync(string doing, TimeSpan bound, CancellationToken cancellationToken)
    {
        try
        {
            return await _lines.Reader.ReadAsync(cancellationToken).AsTask()
                .WaitAsync(bound, TimeProvider.System, cancellationToken).ConfigureAwait(false);
        }
        catch (ChannelClosedException)
        {
            // it has closed its output, so it is about to end: the message is to carry its exit code
            await _process.WaitAsync(s_answerBound).ConfigureAwait(false);
            throw Died();
        }
        catch (TimeoutException)
        {
            throw new ChildProcessException(
                $"The {_start.Role} (process {Id}) did not {doing} within {bound.TotalSeconds:0.###} s. {_errors}");
        }
    }
}
