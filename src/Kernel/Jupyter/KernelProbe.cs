using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace HonestAsync.Kernel;

/// <summary>Starts a kernel as a Jupyter client would, asks who it is, and lets it end.</summary>
internal static class KernelProbe
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    /// <summary>The kernel's banner.</summary>
    /// <param name="argv">The command of the kernelspec, with its placeholder.</param>
    /// <param name="token">Gives up.</param>
    /// <exception cref="JupyterException">It did not start, or did not answer; with what it said.</exception>
    public static async Task<string> AskAsync(IReadOnlyList<string> argv, CancellationToken token)
    {
        var folder = Directory.CreateTempSubdirectory("honest-async-probe-");
        var file = Path.Combine(folder.FullName, "connection.json");
        var connection = Write(file);
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(token);
        bound.CancelAfter(s_patience);
        using var process = Start(
            [.. argv.Select(word => word.Replace("{connection_file}", file, StringComparison.Ordinal))]);
        try
        {
            var said = process.StandardError.ReadToEndAsync(bound.Token);
            var answer = Task.Run(() => Ask(connection, bound.Token), bound.Token);
            if (await Task.WhenAny(said, answer) == said)
            {
                throw new JupyterException($"it ended at once: {(await said).Trim()}");
            }
            var banner = await answer;
            await process.WaitForExitAsync(bound.Token);
            return banner;
        }
        catch (Exception e) when (e is OperationCanceledException && !token.IsCancellationRequested)
        {
            throw new JupyterException($"it did not answer within {s_patience.TotalSeconds:0} s.");
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
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

    private static Process Start(string[] words)
    {
        try
        {
            return Process.Start(new ProcessStartInfo(words[0], words[1..])
            {
                UseShellExecute = false,
                RedirectStandardError = true,
            })!;
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new JupyterException($"`{words[0]}` could not be started: {e.Message}");
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
                // not there yet
                socket.Dispose();
                bound.WaitHandle.WaitOne(TimeSpan.FromMilliseconds(50));
                bound.ThrowIfCancellationRequested();
            }
        }
    }
}
