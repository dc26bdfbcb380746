using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace HonestAsync.Kernel.Tests;

/// <summary>A kernel process and one client of it: what a notebook's editor does, in few lines.</summary>
internal sealed class TestClient : IDisposable
{
    public const string Key = "the key of a test";

    private static readonly TimeSpan s_watchdog = TimeSpan.FromSeconds(60);
    private static readonly string[] s_ports = ["shell_port", "control_port", "iopub_port", "stdin_port", "hb_port"];

    private readonly string _identity = Guid.NewGuid().ToString("N");
    private readonly JsonObject _file;

    private TestClient(JsonObject file, Process process)
    {
        _file = file;
        Process = process;
        Shell = Connect("shell_port", "DEALER");
        Control = Connect("control_port", "DEALER");
        Stdin = Connect("stdin_port", "DEALER");
        Iopub = Subscribe(_identity);
        Heartbeat = Connect("hb_port", "REQ");
    }

    public Process Process { get; }

    public MessageCodec Codec { get; } = new(System.Text.Encoding.UTF8.GetBytes(Key));

    public ZmtpConnection Shell { get; }

    public ZmtpConnection Control { get; }

    public ZmtpConnection Stdin { get; }

    public ZmtpConnection Iopub { get; }

    public ZmtpConnection Heartbeat { get; }

    /// <summary>Starts a kernel and waits until this client sees what it publishes.</summary>
    public static TestClient Start()
    {
        var file = FreePorts();
        string path = Path.Combine(Path.GetTempPath(), $"kernel-test-{Guid.NewGuid():N}.json");
        File.WriteAllText(path, file.ToJsonString());
        var process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Kernel.dll"), "jupyter", path])
        {
            UseShellExecute = false,
            WorkingDirectory = Path.GetTempPath(),
        })!;
        var client = new TestClient(file, process);
        File.Delete(path);
        return client;
    }

    /// <summary>Connects once more, as another program would.</summary>
    public Socket OpenSocket(string port)
    {
        var clock = Stopwatch.StartNew();
        using var never = new ManualResetEventSlim();
        while (true)
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            try
            {
                socket.Connect(IPAddress.Loopback, (int)_file[port]!);
                return socket;
            }
            catch (SocketException)
            {
                // it is still starting
                socket.Dispose();
                Assert.False(Process.HasExited, "the kernel ended at its start");
                Assert.True(clock.Elapsed < s_watchdog, "the kernel does not listen");
                never.Wait(20);
            }
        }
    }

    public ZmtpConnection Connect(string port, string type, string? identity = null) =>
        Greet(OpenSocket(port), type, identity ?? _identity);

    private static ZmtpConnection Greet(Socket socket, string type, string identity)
    {
        var connection = new ZmtpConnection(socket, new ZmtpLimits());
        connection.Greet(type, System.Text.Encoding.ASCII.GetBytes(identity));
        socket.ReceiveTimeout = (int)s_watchdog.TotalMilliseconds;
        return connection;
    }

    /// <summary>A connection that gets all output. A subscription has no answer: asks until some output arrives.</summary>
    public ZmtpConnection Subscribe(string identity)
    {
        var socket = OpenSocket("iopub_port");
        var connection = Greet(socket, "SUB", identity);
        connection.Send([[1]]);
        do
        {
            Ask(Control, "kernel_info_request", []);
        }
        while (!socket.Poll(TimeSpan.FromMilliseconds(20), SelectMode.SelectRead));
        return connection;
    }

    public JupyterMessage Send(ZmtpConnection to, string type, JsonObject content)
    {
        var request = Codec.Create(type, [], content);
        to.Send(Codec.Encode(request));
        return request;
    }

    public JupyterMessage Receive(ZmtpConnection from) => Codec.Decode(from.Receive())!;

    public JupyterMessage Ask(ZmtpConnection socket, string type, JsonObject content)
    {
        Send(socket, type, content);
        return Receive(socket);
    }

    /// <summary>The next output of a type that belongs to a request; what comes before is skipped.</summary>
    public JupyterMessage Until(string type, JsonObject request, ZmtpConnection? iopub = null)
    {
        // what two connections get comes twice to this client
        var codec = iopub is null ? Codec : new MessageCodec(System.Text.Encoding.UTF8.GetBytes(Key));
        while (true)
        {
            if (codec.Decode((iopub ?? Iopub).Receive())! is var output && output.Type == type && Belongs(output, request))
            {
                return output;
            }
        }
    }

    /// <summary>Runs a cell: its reply, and what was published for it between busy and idle.</summary>
    public CellAnswer Run(string code, JsonObject? more = null)
    {
        var content = more ?? [];
        content["code"] = code;
        return Outputs(Send(Shell, "execute_request", content));
    }

    public CellAnswer Outputs(JupyterMessage request)
    {
        var outputs = new List<JupyterMessage>();
        while (true)
        {
            var output = Receive(Iopub);
            if (!Belongs(output, request.Header))
            {
                continue;
            }
            if (output.Type == "status" && (string?)output.Content["execution_state"] == "idle")
            {
                return new CellAnswer(Receive(Shell).Content, [.. outputs.Where(o => o.Type != "status")]);
            }
            outputs.Add(output);
        }
    }

    public void Dispose()
    {
        if (!Process.HasExited)
        {
            Process.Kill(entireProcessTree: true);
        }
        Process.Dispose();
        foreach (var connection in new[] { Shell, Control, Stdin, Iopub, Heartbeat })
        {
            connection.Dispose();
        }
    }

    private static bool Belongs(JupyterMessage output, JsonObject request) =>
        (string?)output.Parent["msg_id"] == (string?)request["msg_id"];

    public static JsonObject FreePorts()
    {
        var file = new JsonObject { ["transport"] = "tcp", ["ip"] = "127.0.0.1", ["key"] = Key, ["signature_scheme"] = "hmac-sha256" };
        var free = s_ports.Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        free.ForEach(listener => listener.Start());
        foreach (var (name, listener) in s_ports.Zip(free))
        {
            file[name] = ((IPEndPoint)listener.LocalEndpoint).Port;
            listener.Stop();
        }
        return file;
    }
}

/// <summary>What a client got for one cell.</summary>
internal sealed record CellAnswer(JsonObject Reply, IReadOnlyList<JupyterMessage> Outputs)
{
    public string Status => (string)Reply["status"]!;

    public IEnumerable<string> Types => Outputs.Select(output => output.Type);

    public string Text(string stream = "stdout") => string.Concat(Outputs
        .Where(output => output.Type == "stream" && (string)output.Content["name"]! == stream)
        .Select(output => (string)output.Content["text"]!));

    public string? Value => (string?)Outputs.LastOrDefault(output => output.Type is "execute_result")?.Content["data"]!["text/plain"];
}
