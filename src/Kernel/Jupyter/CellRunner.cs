using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;

namespace HonestAsync.Kernel;

/// <summary>
/// Runs the cells that clients send, one at a time, on the thread that calls; an interrupt comes from another.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "lives as long as its process")]
internal sealed class CellRunner(Publisher publisher, ClientInput input)
{
    private readonly Lazy<CSharpSession> _session = new(() => Open(input));
    private readonly CellHistory _history = new();
    private readonly Lock _gate = new();
    private CancellationTokenSource? _interrupt;
    private JsonObject _lastRequest = [];
    private int _count;

    /// <summary>The session; the first caller opens and warms it, others wait.</summary>
    public CSharpSession Session => _session.Value;

    /// <summary>From here on, output that comes after its cell's end is shown with the last cell that ran.</summary>
    public void ShowLateOutput() =>
        OutputCapture.ShowBetweenCells(output => Publish(output, Volatile.Read(ref _lastRequest), isSilent: false));

    /// <summary>
    /// A cell comes next: from here on an interrupt is meant for it. Before a client can see that it is its turn, or
    /// an interrupt could come too early.
    /// </summary>
    public void Expect()
    {
        lock (_gate)
        {
            _interrupt = new CancellationTokenSource();
        }
    }

    /// <summary>Interrupts the cell that runs or is about to, if there is one.</summary>
    public void Interrupt()
    {
        lock (_gate)
        {
            _interrupt?.Cancel();
        }
    }

    public JsonObject History(JsonObject request) => _history.Reply(request);

    /// <summary>Runs the cell that was expected.</summary>
    /// <returns>The reply's content, its outputs published.</returns>
    public JsonObject Execute(JupyterMessage request)
    {
        input.Asker = JupyterMessage.Flag(request.Content, "allow_stdin", otherwise: false) ? request : null;
        try
        {
            return ExecuteUntilInterrupted(request, _interrupt!.Token);
        }
        finally
        {
            input.Asker = null;
            lock (_gate)
            {
                _interrupt?.Dispose();
                _interrupt = null;
            }
        }
    }

    /// <summary>The reply to a cell that was not run because one before it failed.</summary>
    public JsonObject Aborted() => new() { ["status"] = "aborted", ["execution_count"] = _count };

    private JsonObject ExecuteUntilInterrupted(JupyterMessage request, CancellationToken interrupt)
    {
        var content = request.Content;
        var code = JupyterMessage.Text(content, "code") ?? "";
        var isSilent = JupyterMessage.Flag(content, "silent", otherwise: false);
        var isStored = !isSilent && JupyterMessage.Flag(content, "store_history", otherwise: true);
        var session = Session;
        var number = isStored ? ++_count : _count;
        Volatile.Write(ref _lastRequest, request.Header);
        if (!isSilent)
        {
            publisher.Publish("execute_input", request.Header,
                new JsonObject { ["code"] = code, ["execution_count"] = number });
        }

        string? shown = null;
        var result = session.Execute(code, $"{number}", output =>
        {
            shown = (output as ValueOutput)?.Data[MimeBundle.PlainTextType]?.GetValue<string>() ?? shown;
            Publish(output, request.Header, isSilent);
        }, interrupt);
        if (isStored)
        {
            _history.Add(number, code, shown);
        }
        if (result.Error is { } error)
        {
            return Failed(error, number);
        }
        return new JsonObject
        {
            ["status"] = "ok",
            ["execution_count"] = number,
            ["user_expressions"] = Expressions(content["user_expressions"] as JsonObject ?? [], session, interrupt),
            ["payload"] = new JsonArray(),
        };
    }

    private static CSharpSession Open(ClientInput input)
    {
        var session = new CSharpSession(new SessionOptions { Input = input });
        session.WarmUp();
        return session;
    }

    private void Publish(CellOutput output, JsonObject request, bool isSilent)
    {
        switch (output)
        {
            case StreamOutput stream:
                publisher.Print(stream.Name, stream.Text, request);
                break;
            case ValueOutput { IsResult: true } when isSilent:
                break;
            case ValueOutput value:
                publisher.Publish(TypeOf(value), request, ContentOf(value));
                break;
            case ClearedOutput cleared:
                publisher.Publish("clear_output", request, new JsonObject { ["wait"] = cleared.Wait });
                break;
            case ErrorOutput error:
                publisher.Publish("error", request, ContentOf(error));
                break;
        }
    }

    private static string TypeOf(ValueOutput value) =>
        value.IsResult ? "execute_result" : value.IsUpdate ? "update_display_data" : "display_data";

    private JsonObject ContentOf(ValueOutput value)
    {
        var content = new JsonObject { ["data"] = value.Data.DeepClone(), ["metadata"] = new JsonObject() };
        if (value.IsResult)
        {
            content["execution_count"] = _count;
        }
        else
        {
            content["transient"] = new JsonObject { ["display_id"] = value.DisplayId };
        }
        return content;
    }

    private static JsonObject ContentOf(ErrorOutput error) => new()
    {
        ["ename"] = error.Name,
        ["evalue"] = error.Value,
        ["traceback"] = new JsonArray([.. error.Traceback.Select((line, index) => (JsonNode)(index == 0 ? Red(line) : line))]),
    };

    // clients draw a traceback in these colours; what is stored by our own runs has none
    private static string Red(string line) => $"\e[31m{line}\e[0m";

    private static JsonObject Failed(ErrorOutput error, int number)
    {
        var reply = ContentOf(error);
        reply["status"] = "error";
        reply["execution_count"] = number;
        return reply;
    }

    private static JsonObject Expressions(JsonObject wanted, CSharpSession session, CancellationToken interrupt)
    {
        var answers = new JsonObject();
        foreach (var (name, expression) in wanted)
        {
            answers[name] = Evaluate(expression?.ToString() ?? "", session, interrupt);
        }
        return answers;
    }

    private static JsonObject Evaluate(string expression, CSharpSession session, CancellationToken interrupt)
    {
        JsonObject? data = null;
        var result = session.Execute(
            expression, "expression", output => data = (output as ValueOutput)?.Data ?? data, interrupt);
        if (result.Error is { } error)
        {
            var failed = ContentOf(error);
            failed["status"] = "error";
            return failed;
        }
        return new JsonObject
        {
            ["status"] = "ok",
            ["data"] = data?.DeepClone() ?? new JsonObject(),
            ["metadata"] = new JsonObject(),
        };
    }
}
