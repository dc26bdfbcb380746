using System.Diagnostics;
using System.IO.Pipes;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using HonestAsync.KataHost;
using HonestAsync.Processes;

namespace HonestAsync.Dojo;

/// <summary>
/// One process that is ready to run a kata. Disposing it ends it and all that it has started.
/// </summary>
internal sealed class KataChild : IAsyncDisposable
{
    private const int KeptCharacters = 20_000;
    private static readonly TimeSpan s_startLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_drainLimit = TimeSpan.FromSeconds(2);

    private readonly Process _process;
    private readonly NamedPipeServerStream _pipe;
    private readonly StreamReader _reader;
    private readonly Task _printing;
    private bool _isReady;

    private KataChild(Process process, NamedPipeServerStream pipe)
    {
        _process = process;
        _pipe = pipe;
        _reader = new StreamReader(pipe, Encoding.UTF8, detectEncodingFromByteOrderMarks: false, 64 * 1024,
            leaveOpen: true);
        ProcessId = process.Id;
        _printing = Task.WhenAll(Output.ReadAsync(process.StandardOutput),
            Error.ReadAsync(process.StandardError));
    }

    public int ProcessId { get; }

    /// <summary>Runs that it has been given.</summary>
    public int Runs { get; private set; }

    public PrintedText Output { get; } = new(KeptCharacters);

    public PrintedText Error { get; } = new(KeptCharacters);

    /// <summary>Starts a process; the task ends when it is ready.</summary>
    /// <exception cref="DojoException">It could not be started, or never answered.</exception>
    public static async Task<KataChild> StartAsync(RunLimits limits, CancellationToken cancellationToken)
    {
        string name = $"honest-async-{RandomNumberGenerator.GetHexString(16, lowercase: true)}";
        var pipe = new NamedPipeServerStream(
            name, PipeDirection.InOut, 1, PipeTransmissionMode.Byte, PipeOptions.Asynchronous | PipeOptions.CurrentUserOnly);
        Process process;
        try
        {
            process = HostProcess.Start(limits, name);
        }
        catch
        {
            await pipe.DisposeAsync().ConfigureAwait(false);
            throw;
        }
        var child = new KataChild(process, pipe);
        try
        {
            await child.GreetAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await child.DisposeAsync().ConfigureAwait(false);
            throw;
        }
        return child;
    }

    /// <summary>The next event, or null once the process has ended.</summary>
    public async Task<HostEvent?> NextAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _reader.ReadLineAsync(cancellationToken).ConfigureAwait(false) is { } line ? HostEvent.Decode(line) : null;
        }
        catch (Exception error) when (error is IOException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Hands a kata over; a process that is gone says so by its end.</summary>
    public async Task SendAsync(HostRequest request)
    {
        Runs++;
        var buffer = new MemoryStream();
        request.Write(buffer);
        try
        {
            await _pipe.WriteAsync(buffer.GetBuffer().AsMemory(0, (int)buffer.Length)).ConfigureAwait(false);
        }
        catch (IOException)
        {
            // its end follows
        }
    }

    /// <summary>Bytes of physical memory; 0 once it has ended.</summary>
    public long WorkingSet() => Look(static process => process.WorkingSet64);

    /// <summary>CPU time that it has used; zero once it is gone.</summary>
    public TimeSpan Cpu() => Look(static process => process.TotalProcessorTime);

    /// <summary>Ends it with all that it has started, and waits until it and its output are gone.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> EndAsync()
    {
        ProcessGroup.End(_process, _isReady);
        await _process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
        // what left its group may still hold the streams
        await _printing.WaitAsync(s_drainLimit).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return _process.ExitCode;
    }

    /// <summary>Waits a moment for a process that is ending by itself.</summary>
    public async Task WaitForOwnEndAsync() =>
        await _process.WaitForExitAsync(CancellationToken.None).WaitAsync(s_drainLimit).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    public async ValueTask DisposeAsync()
    {
        await EndAsync().ConfigureAwait(false);
        _reader.Dispose();
        await _pipe.DisposeAsync().ConfigureAwait(false);
        _process.Dispose();
    }

    private async Task GreetAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(s_startLimit);
        try
        {
            var exit = _process.WaitForExitAsync(limit.Token);
            var connected = _pipe.WaitForConnectionAsync(limit.Token);
            await Task.WhenAny(connected, exit).ConfigureAwait(false);
            var first = connected.IsCompletedSuccessfully ? await NextAsync(limit.Token).ConfigureAwait(false) : null;
            limit.Token.ThrowIfCancellationRequested();
            _isReady = first is { Kind: HostEventKind.Ready };
            if (!_isReady)
            {
                int code = await EndAsync().ConfigureAwait(false);
                throw new DojoException($"The process that runs katas ended at its start, with exit code {code}. It said: {Error}".TrimEnd(),
                    "Check the installation with dotnet --info, and build again: dotnet build src/Dojo");
            }
        }
        catch (OperationCanceledException error) when (!cancellationToken.IsCancellationRequested)
        {
            throw new DojoException($"The process that runs katas did not answer within {s_startLimit.TotalSeconds:0} s of its start.",
                "The machine may be overloaded: try again.", error);
        }
    }

    private T Look<T>(Func<Process, T> at)
        where T : struct
    {
        try
        {
            _process.Refresh();
            return _process.HasExited ? default : at(_process);
        }
        catch (InvalidOperationException)
        {
            return default;
        }
    }
}
