using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using System.Threading.Channels;

namespace HonestAsync.Lab;

/// <summary>
/// A child that ends when this process ends, however that happens: it holds the reading end of a pipe whose writing
/// end the system closes. It says one line when it is ready, and answers a line with a line. Thread safe.
/// </summary>
/// <remarks>Its output is read by threads of its own: a starved pool in this process does not hide what it says.</remarks>
internal sealed class ChildProcess : IAsyncDisposable
{
    private static readonly TimeSpan s_answerBound = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan s_wordsBound = TimeSpan.FromSeconds(10);
    private readonly ChildStart _start;
    private readonly Process _process;
    private readonly OutputTail _words = new();
    private readonly TaskCompletionSource _allSaid = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>(new() { SingleReader = true });
    private readonly SemaphoreSlim _turn = new(1, 1);

    private ChildProcess(ChildStart start, Process process)
    {
        (_start, _process) = (start, process);
        Id = process.Id;
        Read("output", process.StandardOutput, line => _lines.Writer.TryWrite(line), () => _lines.Writer.TryComplete());
        Read("errors", process.StandardError, _words.Add, _allSaid.SetResult);
    }

    /// <summary>The process id.</summary>
    public int Id { get; }

    /// <summary>What it said when it was ready.</summary>
    public string Hello { get; private set; } = "";

    /// <summary>False when it has ended, whoever ended it.</summary>
    public bool IsRunning => !_process.HasExited;

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
            await _process.StandardInput.WriteLineAsync(line.AsMemory(), cancellationToken).ConfigureAwait(false);
            await _process.StandardInput.FlushAsync(cancellationToken).ConfigureAwait(false);
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

    /// <summary>What it said last, if it has ended on its own; for the message of whoever noticed.</summary>
    public ChildProcessException Died(Exception? inner = null)
    {
        // its end may be known before its last words are read; a child of its own may keep that pipe open
        _allSaid.Task.Wait(s_wordsBound);
        string how = _process.HasExited ? $" with exit code {_process.ExitCode}" : "";
        return new ChildProcessException($"The {_start.Role} (process {Id}) ended on its own{how}. {_words}", inner);
    }

    /// <summary>Ends it at once, with everything that it has started.</summary>
    public void Kill()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (Exception error) when (error is InvalidOperationException or Win32Exception or AggregateException)
        {
            // it was quicker
        }
    }

    /// <summary>Asks it to go, by the end of its input, and kills it when it does not.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // it has gone, with a line of ours unread
        }
        if (!await HasEndedAsync(_start.EndBound).ConfigureAwait(false))
        {
            Kill();
            await HasEndedAsync(s_answerBound).ConfigureAwait(false);
        }
        _turn.Dispose();
        _process.Dispose();
    }

    private static Process Launch(ChildStart start)
    {
        var info = new ProcessStartInfo(start.FileName, start.Arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (var (name, value) in start.Environment)
        {
            info.Environment[name] = value;
        }
        try
        {
            return Process.Start(info)!;
        }
        catch (Exception error) when (error is Win32Exception or IOException)
        {
            throw new ChildProcessException(FileHandles.Explain(error)
                ?? $"The {start.Role} could not be started: `{start.FileName}`: {error.Message}.", error);
        }
    }

    private static void Read(string what, StreamReader reader, Action<string> use, Action atEnd) => new Thread(() =>
    {
        try
        {
            while (reader.ReadLine() is { } line)
            {
                use(line);
            }
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // the process was disposed while its pipe was being read
        }
        atEnd();
    })
    { IsBackground = true, Name = $"{what} of a child" }.Start();

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
            await HasEndedAsync(s_answerBound).ConfigureAwait(false);
            throw Died();
        }
        catch (TimeoutException)
        {
            throw new ChildProcessException(
                $"The {_start.Role} (process {Id}) did not {doing} within {bound.TotalSeconds:0.###} s. {_words}");
        }
    }

    private async Task<bool> HasEndedAsync(TimeSpan bound)
    {
        using var enough = new CancellationTokenSource(bound, TimeProvider.System);
        try
        {
            await _process.WaitForExitAsync(enough.Token).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
