using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace HonestAsync.Kernel;

/// <summary>Starts a kernel as a Jupyter client would, asks for its banner, and lets it end.</summary>
internal static class KernelProbe
{
    private const int MostCharacters = 20_000;
    private static readonly TimeSpan s_bound = TimeSpan.FromSeconds(20);

    /// <summary>The kernel's banner.</summary>
    /// <param name="argv">The command of the kernelspec, with its placeholder.</param>
    /// <param name="token">Gives up.</param>
    /// <exception cref="JupyterException">It did not start, or did not answer; the message quotes what it printed.</exception>
    public static async Task<string> AskAsync(IReadOnlyList<string> argv, CancellationToken token)
    {
        var folder = Directory.CreateTempSubdirectory("honest-async-probe-");
        var file = Path.Combine(folder.FullName, "connection.json");
        var connection = Write(file);
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(token);
        bound.CancelAfter(s_bound);
        using var process = Start(
            [.. argv.Select(word => word.Replace("{connection_file}", file, StringComparison.Ordinal))]);
        try
        {
            var errors = new BoundedOutput(MostCharacters);
            var ended = errors.ReadAsync(process.Errors);
            process.Output.ReadLines(_ => { });
            var answer = Task.Run(() => Ask(connection, bound.Token), bound.Token);
            if (await Task.WhenAny(ended, answer) == ended)
            {
                throw new JupyterException($"it ended at once: {errors.ToString().Trim()}");
            }
            var banner = await answer;
            await process.WaitAsync(bound.Token);
            return banner;
        }
        catch (Exception e) when (e is OperationCanceledException && !token.IsCancellationRequested)
        {
            throw new JupyterException($"it did not answer within {s_bound.TotalSeconds:0} s.");
        }
        finally
        {
            process.End();
            folder.Delete(recursive: true);
        }
    }

    private static ConnectionFile Write(string file)
    {
        var names = new[] { "shell_port", "control_port", "iopub_port", "stdin_port", "hb_port" };
        var free = names.Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        free.ForEach(listener => listener.Start());
        var json = new JsonObject
        {
            ["transport"] = "tcp",
            ["ip"] = "127.0.0.1",
            ["signature_scheme"] = "hmac-sha256",
            ["key"] = RandomNumberGenerator.GetHexString(32),
        };
        foreach (var (name, listener) in names.Zip(free))
        {
            json[name] = ((IPEndPoint)listener.LocalEndpoint).Port;
            listener.Stop();
        }
        File.WriteAllText(file, json.ToJsonString());
        return ConnectionFile.Parse(json);
    }

    private static RunningProcess Start(string[] words)
    {
        try
        {
            var process = new ProcessStart(words[0], words[1..]).Start();
            process.CloseInput();
            return process;
        }
        catch (ProcessStartException e)
        {
            throw new JupyterException(e.Message);
        }
    }

    private static string Ask(ConnectionFile file, CancellationToken bound)
    {
        var codec = new MessageCodec(file.Key);
        using var control = Connect(file, bound);
        control.Send(codec.Encode(codec.Create("kernel_info_request", [], [])));
        var info = Next(control, codec);
        control.Send(codec.Encode(codec.Create("shutdown_request", [], new JsonObject { ["restart"] = false })));
        return JupyterMessage.Text(info.Content, "banner") ?? throw new JupyterException("its answer has no banner.");
    }

    private static JupyterMessage Next(ZmtpConnection control, MessageCodec codec) =>
        codec.Decode(control.Receive()) ?? throw new JupyterException("its answer is not signed with the key.");

    private static ZmtpConnection Connect(ConnectionFile file, CancellationToken bound)
    {
        while (true)
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            try
            {
                socket.Connect(file.Address, file.Control);
                var connection = new ZmtpConnection(socket, new ZmtpLimits());
                bound.Register(connection.Dispose);
                connection.Greet("DEALER", []);
                return connection;
            }
            catch (SocketException)
            {
                // it does not listen yet
                socket.Dispose();
                bound.WaitHandle.WaitOne(TimeSpan.FromMilliseconds(50));
                bound.ThrowIfCancellationRequested();
            }
        }
    }
}
