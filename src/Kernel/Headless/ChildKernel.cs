using System.Diagnostics.CodeAnalysis;
using System.IO.Pipes;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Channels;

namespace HonestAsync.Kernel;

/// <summary>The parent's side: one child process, everything from it as one sequence of events.</summary>
internal sealed class ChildKernel : IAsyncDisposable
{
    private readonly Channel<ChildEvent> _events = Channel.CreateBounded<ChildEvent>(1024);
    private readonly CancellationTokenSource _closing = new();
    private readonly RunningProcess _process;
    private readonly NamedPipeServerStream _pipe;
    private readonly TaskCompletionSource _connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _pump;

    private ChildKernel(RunningProcess process, NamedPipeServerStream pipe, string secret)
    {
        _process = process;
        _pipe = pipe;
        _pump = PumpAsync(secret);
    }

    public int ProcessId => _process.Id;

    public static async Task<ChildKernel> StartAsync(HeadlessOptions options, string folder, CancellationToken token)
    {
        var name = $"honest-async-{RandomNumberGenerator.GetHexString(16, lowercase: true)}";
        var secret = RandomNumberGenerator.GetHexString(16, lowercase: true);
        var pipe = new NamedPipeServerStream(
            name, PipeDirection.InOut, 1, PipeTransmissionMode.Byte,
            PipeOptions.Asynchronous | PipeOptions.CurrentUserOnly);
        RunningProcess process;
        try
        {
            process = KernelProcess.Start(options, folder, name);
        }
        catch
        {
            await pipe.DisposeAsync();
            throw;
        }

        var child = new ChildKernel(process, pipe, secret);
        try
        {
            await child.GreetAsync(options, secret, token);
        }
        catch
        {
            await child.DisposeAsync();
            throw;
        }
        return child;
    }

    /// <summary>The next event; after <see cref="ChildExited"/> there is none.</summary>
    public ValueTask<ChildEvent> NextAsync(CancellationToken token) => _events.Reader.ReadAsync(token);

    /// <summary>Sends a message. That the child is gone shows by its events, not here.</summary>
    public async Task SendAsync(JsonObject message)
    {
        try
        {
            await _pipe.WriteAsync(Wire.Encode(message), _closing.Token);
        }
        catch (Exception e) when (e is IOException or InvalidOperationException or OperationCanceledException)
        {
            // the exit event follows
        }
    }

    /// <summary>Kills the child and everything it has started.</summary>
    public void Kill() => _process.End();

    /// <summary>
    /// Lets an idle child end by itself, or kills it, with everything it has started.
    /// </summary>
    [SuppressMessage("Usage", "VSTHRD003", Justification = "the pump is this object's own")]
    public async ValueTask DisposeAsync()
    {
        await SendAsync(new JsonObject { [Wire.Kind] = Wire.Quit });
        try
        {
            using var bound = new CancellationTokenSource(RunningProcess.DrainBound);
            while (!_process.HasEnded && await NextAsync(bound.Token) is not ChildExited)
            {
                // what an idle child still prints belongs to no cell
            }
        }
        catch (Exception e) when (e is OperationCanceledException or ChannelClosedException)
        {
            // killed below
        }
        Kill();
        await _closing.CancelAsync();
        await _pump;
        await _process.WaitAsync(CancellationToken.None);
        ShadowCopies.RemoveOf(_process.Id);
        await _pipe.DisposeAsync();
        _process.Dispose();
        _closing.Dispose();
    }

    private async Task GreetAsync(HeadlessOptions options, string secret, CancellationToken token)
    {
        var noise = new StringBuilder();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(token);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        try
        {
            await SendWhenConnectedAsync(options, secret, limit.Token);
            while (await NextAsync(limit.Token) is var received and not ChildMessage)
            {
                noise.Append((received as NativeText)?.Text);
                if (received is ChildExited exit)
                {
                    throw new KernelStartException(
                        $"The kernel's process ended at its start with exit code {exit.ExitCode}. It printed: {noise} " +
                        "Check the .NET installation with `dotnet --info`, and build again.");
                }
            }
            _process.LeadsGroup = true;
        }
        catch (OperationCanceledException e) when (!token.IsCancellationRequested)
        {
            throw new KernelStartException(
                "The kernel's process did not answer within 30 s of its start. The machine may be overloaded: try again.", e);
        }
    }

    private async Task SendWhenConnectedAsync(HeadlessOptions options, string secret, CancellationToken token)
    {
        var connected = _pipe.WaitForConnectionAsync(token);
        await Task.WhenAny(connected, _process.WaitAsync(token));
        if (connected.IsCompletedSuccessfully)
        {
            _connected.TrySetResult();
            await SendAsync(new JsonObject
            {
                [Wire.Kind] = Wire.Start,
                ["secret"] = secret,
                ["outputLimit"] = options.OutputLimit,
                ["discardLimit"] = options.DiscardLimit,
            });
        }
    }

    private async Task PumpAsync(string secret)
    {
        var readers = Task.WhenAll(
            ReadMessagesAsync(),
            ReadNativeAsync(_process.Output, StreamOutput.StandardOutput, secret),
            ReadNativeAsync(_process.Errors, StreamOutput.StandardError, secret));
        await _process.WaitAsync(CancellationToken.None);
        _connected.TrySetCanceled();
        // processes that it has left running would keep its streams open
        _process.End();
        try
        {
            await readers.WaitAsync(RunningProcess.DrainBound);
            await _events.Writer.WriteAsync(new ChildExited(_process.ExitCode), _closing.Token);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            _events.Writer.TryWrite(new ChildExited(_process.ExitCode));
        }
        _events.Writer.TryComplete();
    }

    [SuppressMessage("Usage", "VSTHRD003", Justification = "the connection is this object's own")]
    private async Task ReadMessagesAsync()
    {
        try
        {
            await _connected.Task;
            using var reader = Wire.Reader(_pipe);
            while (await reader.ReadLineAsync(_closing.Token) is { } line)
            {
                await _events.Writer.WriteAsync(new ChildMessage(Wire.Decode(line)), _closing.Token);
            }
        }
        catch (Exception e) when (IsEndOfStream(e))
        {
            // the exit event follows
        }
    }

    private async Task ReadNativeAsync(StreamReader reader, string name, string secret)
    {
        var marked = new MarkedText(secret);
        var buffer = new char[16 * 1024];
        try
        {
            while (await reader.ReadAsync(buffer, _closing.Token) is > 0 and var count)
            {
                foreach (var (text, mark) in marked.Feed(new string(buffer, 0, count)))
                {
                    await _events.Writer.WriteAsync(
                        mark is { } cell ? new NativeMark(name, cell) : new NativeText(name, text), _closing.Token);
                }
            }
            if (marked.Rest() is { Length: > 0 } rest)
            {
                await _events.Writer.WriteAsync(new NativeText(name, rest), _closing.Token);
            }
        }
        catch (Exception e) when (IsEndOfStream(e))
        {
            // the exit event follows
        }
    }

    private static bool IsEndOfStream(Exception e) =>
        e is IOException or OperationCanceledException or InvalidOperationException or System.Text.Json.JsonException;
}
