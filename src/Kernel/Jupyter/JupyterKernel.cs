using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace HonestAsync.Kernel;

/// <summary>
/// A kernel for Jupyter's clients: five sockets, a thread for each role. Requests on the shell socket wait in a queue;
/// those on the control socket do not wait for cells.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "lives as long as its process")]
internal sealed class JupyterKernel
{
    private readonly MessageCodec _codec;
    private readonly Publisher _publisher;
    private readonly ClientInput _input;
    private readonly CellRunner _runner;
    private readonly LanguageService _language;
    private readonly RequestQueue _shellRequests;
    private readonly RequestQueue _controlRequests;
    private readonly RouterSocket _shell;
    private readonly RouterSocket _control;
    private readonly RouterSocket _stdin;
    private readonly PubSocket _iopub;
    private readonly RepSocket _heartbeat;
    private readonly Action _end;

    /// <summary>Listens; requests are answered from <see cref="Start"/> on.</summary>
    /// <param name="connection">Where, and with which key.</param>
    /// <param name="limits">What peers may ask for.</param>
    /// <param name="end">Ends the process, after a client has asked for it.</param>
    /// <exception cref="SocketException">One of the ports is in use.</exception>
    public JupyterKernel(ConnectionFile connection, ZmtpLimits limits, Action end)
    {
        _end = end;
        _codec = new MessageCodec(connection.Key);
        _iopub = new PubSocket(At(connection.Iopub), limits);
        _publisher = new Publisher(_codec, _iopub.Send);
        _input = new ClientInput(_codec, _publisher);
        _runner = new CellRunner(_publisher, _input);
        _language = new LanguageService(() => _runner.Session);
        _shellRequests = new RequestQueue("shell", HandleShell);
        _controlRequests = new RequestQueue("control", request => Handle(request, Answer));
        _shell = new RouterSocket(At(connection.Shell), limits, (peer, frames) => Receive(_shell!, peer, frames));
        _control = new RouterSocket(At(connection.Control), limits, (peer, frames) => Receive(_control!, peer, frames));
        _stdin = new RouterSocket(At(connection.Stdin), limits, (peer, frames) => ReceiveAnswer(peer, frames));
        _input.Socket = _stdin;
        _heartbeat = new RepSocket(At(connection.Heartbeat), limits);

        IPEndPoint At(int port) => new(connection.Address, port);
    }

    private IEnumerable<ZmtpSocket> Sockets => [_shell, _control, _stdin, _iopub, _heartbeat];

    /// <summary>Answers from here on; the session warms up meanwhile.</summary>
    public void Start()
    {
        _publisher.Start();
        _publisher.Publish("status", [], State("starting"));
        _shellRequests.Start();
        _controlRequests.Start();
        foreach (var socket in Sockets)
        {
            socket.Start();
        }
        new Thread(() =>
        {
            _ = _runner.Session;
            _runner.ShowLateOutput();
        })
        { IsBackground = true, Name = "warm-up" }.UnsafeStart();
    }

    private void Receive(RouterSocket socket, byte[] peer, List<byte[]> frames)
    {
        if (_codec.Decode([peer, .. frames]) is { } message)
        {
            if (message.Type is "interrupt_request")
            {
                // at once: a cell that floods the publisher would keep everything else waiting
                _runner.Interrupt();
            }
            var isUrgent = message.Type is "interrupt_request" or "shutdown_request"
                || (socket == _control && message.Type is "kernel_info_request");
            (isUrgent ? _controlRequests : _shellRequests).Add(new Request(message, socket));
        }
    }

    private void ReceiveAnswer(byte[] peer, List<byte[]> frames)
    {
        if (_codec.Decode([peer, .. frames]) is { Type: "input_reply" } reply)
        {
            _input.Answer(reply);
        }
    }

    private void HandleShell(Request request)
    {
        List<Request> together = [];
        if (request.Message.Type is "execute_request")
        {
            _runner.Expect();
        }
        Handle(request, message =>
        {
            var reply = Answer(message);
            if (Stops(message, reply))
            {
                // what was sent before the client could know; what it sends after the reply is meant
                together = _shellRequests.TakeAll();
            }
            return reply;
        });
        foreach (var waiting in together)
        {
            Handle(waiting, message => message.Type is "execute_request" ? _runner.Aborted() : Answer(message));
        }
        _publisher.GiveMemoryBack();
    }

    private static bool Stops(JupyterMessage message, JsonObject? reply) => message.Type is "execute_request"
        && JupyterMessage.Flag(message.Content, "stop_on_error", otherwise: true)
        && JupyterMessage.Text(reply!, "status") is "error";

    // what a client is to see of a request is on its way before the reply is: a client that has the reply need not wait
    private void Handle(Request request, Func<JupyterMessage, JsonObject?> answer)
    {
        var message = request.Message;
        _publisher.Publish("status", message.Header, State("busy"));
        JsonObject? reply;
        try
        {
            reply = answer(message);
        }
        catch (Exception e)
        {
            reply = Refused(TypeName.Of(e.GetType()), e.Message);
        }
        _publisher.Publish("status", message.Header, State("idle"));
        if (request.Socket == _shell || message.Type is "shutdown_request")
        {
            _publisher.Flush();
        }
        if (reply is not null && message.Type.EndsWith("_request", StringComparison.Ordinal))
        {
            var type = message.Type[..^"request".Length] + "reply";
            var sent = _codec.Create(type, message.Header, reply) with { Envelope = [.. message.Envelope.Skip(1)] };
            request.Socket.Send(message.Envelope[0], _codec.Encode(sent));
        }
        if (message.Type is "shutdown_request")
        {
            _end();
        }
    }

    private JsonObject? Answer(JupyterMessage message)
    {
        switch (message.Type)
        {
            case "execute_request":
                return _runner.Execute(message);
            case "kernel_info_request":
                return KernelInfo.Reply();
            case "complete_request":
                return _language.Complete(message.Content);
            case "inspect_request":
                return _language.Inspect(message.Content);
            case "is_complete_request":
                return LanguageService.IsComplete(message.Content);
            case "history_request":
                return _runner.History(message.Content);
            case "comm_info_request":
                return new JsonObject { ["status"] = "ok", ["comms"] = new JsonObject() };
            case "comm_open":
                // comms are not supported: it is closed, as the protocol demands
                _publisher.Publish("comm_close", message.Header,
                    new JsonObject
                    {
                        ["comm_id"] = JupyterMessage.Text(message.Content, "comm_id"),
                        ["data"] = new JsonObject(),
                    });
                return null;
            case "interrupt_request":
                return new JsonObject { ["status"] = "ok" };
            case "shutdown_request":
                var reply = new JsonObject
                {
                    ["status"] = "ok",
                    ["restart"] = JupyterMessage.Flag(message.Content, "restart", otherwise: false),
                };
                _publisher.Publish("shutdown_reply", message.Header, (JsonObject)reply.DeepClone());
                return reply;
            default:
                return Refused("NotSupported", $"This kernel does not know {message.Type}.");
        }
    }

    private static JsonObject State(string state) => new() { ["execution_state"] = state };

    private static JsonObject Refused(string name, string value) => new()
    {
        ["status"] = "error",
        ["ename"] = name,
        ["evalue"] = value,
        ["traceback"] = new JsonArray(),
    };
}
