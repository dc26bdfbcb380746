using System.IO.Pipes;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using HonestAsync.KataHost;
using HonestAsync.Processes;

namespace HonestAsync.Dojo;

/// <summary>
/// One process that is ready to run a kata. Disposing it ends it and everything it has started.
/// </summary>
internal sealed class KataChild : IAsyncDisposable
{
    private const int KeptCharacters = 20_000;
    private static readonly TimeSpan s_startLimit = TimeSpan.FromSeconds(30);

    private readonly NamedPipeServerStream _pipe;
    private readonly StreamReader _reader;
    private readonly Task _printing;

    private KataChild(RunningProcess process, NamedPipeServerStream pipe)
    {
        Process = process;
        _pipe = pipe;
        _reader = new StreamReader(pipe, Encoding.UTF8, detectEncodingFromByteOrderMarks: false, 64 * 1024,
            leaveOpen: true);
        _printing = Task.WhenAll(Output.ReadAsync(process.Output),
            Error.ReadAsync(process.Errors));
    }

    public RunningProcess Process { get; }

    /// <summary>Runs that it has been given.</summary>
    public int Runs { get; private set; }

    public BoundedOutput Output { get; } = new(KeptCharacters);

    public BoundedOutput Error { get; } = new(KeptCharacters);

    /// <summary>Starts a process; the task ends when it is ready.</summary>
    /// <exception cref="DojoException">It could not be started, or never answered.</exception>
    public static async Task<KataChild> StartAsync(RunLimits limits, CancellationToken cancellationToken)
    {
        string name = $"honest-async-{RandomNumberGenerator.GetHexString(16, lowercase: true)}";
        var pipe = new NamedPipeServerStream(
            name, PipeDirection.InOut, 1, PipeTransmissionMode.Byte, PipeOptions.Asynchronous | PipeOptions.CurrentUserOnly);
        RunningProcess process;
        try
        {
            process = HostProcess.Serve(limits, name);
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

    /// <summary>Sends a kata. That the process is gone shows by its end, not here.</summary>
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

    /// <summary>Ends it with everything it has started, and waits for its end and for its output.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> EndAsync()
    {
        Process.End();
        await Process.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        // a process that left its group may still hold the streams
        await _printing.WaitAsync(RunningProcess.DrainBound).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return Process.ExitCode;
    }

    /// <summary>Waits a moment for a process that is ending by itself.</summary>
    public Task WaitForOwnEndAsync() => Process.WaitAsync(RunningProcess.DrainBound);

    public async ValueTask DisposeAsync()
    {
        await EndAsync().ConfigureAwait(false);
        _reader.Dispose();
        await _pipe.DisposeAsync().ConfigureAwait(false);
        Process.Dispose();
    }

    private async Task GreetAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(s_startLimit);
        try
        {
            var exit = Process.WaitAsync(limit.Token);
            var connected = _pipe.WaitForConnectionAsync(limit.Token);
            await Task.WhenAny(connected, exit).ConfigureAwait(false);
            var first = connected.IsCompletedSuccessfully ? await NextAsync(limit.Token).ConfigureAwait(false) : null;
            limit.Token.ThrowIfCancellationRequested();
            Process.LeadsGroup = first is { Kind: HostEventKind.Ready };
            if (!Process.LeadsGroup)
            {
                int code = await EndAsync().ConfigureAwait(false);
                throw new DojoException($"The process that runs katas ended at its start, with exit code {code}. It printed: {Error}".TrimEnd(),
                    "Check the installation with dotnet --info, and build again: dotnet build src/Dojo");
            }
        }
        catch (OperationCanceledException error) when (!cancellationToken.IsCancellationRequested)
        {
            throw new DojoException($"The process that runs katas did not answer within {s_startLimit.TotalSeconds:0} s of its start.",
                "The machine may be overloaded: try again.", error);
        }
    }
}
