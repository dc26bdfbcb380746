using System.Text.Json;
using System.Text.Json.Nodes;
using HonestAsync.Processes;

namespace HonestAsync.Polyglot;

/// <summary>
/// A runtime in which the cells of one language run. One request at a time, which the caller ensures.
/// </summary>
internal sealed class RuntimeChild : IDisposable
{
    private static readonly TimeSpan s_startBound = TimeSpan.FromSeconds(60);

    private readonly RuntimeOptions _options;
    private readonly RuntimeProcess _process;
    private TaskCompletionSource<JsonElement> _answer = NewAnswer();
    private int _request;

    private RuntimeChild(LanguageRuntime runtime, string program, RuntimeOptions options)
    {
        _options = options;
        _process = new RuntimeProcess(runtime, program, options, Answered);
    }

    /// <summary>True when the process has ended, for any reason.</summary>
    public bool HasEnded => _process.Ended.IsCompleted;

    /// <summary>How it ended, in words without a full stop.</summary>
    public string EndText => _process.EndText;

    /// <summary>The version that the runtime reports.</summary>
    public string Version { get; private set; } = "";

    /// <exception cref="RuntimeStartException">It could not be started, ended at once, or was not ready in
    /// time.</exception>
    public static async Task<RuntimeChild> StartAsync(
        LanguageRuntime runtime, string program, RuntimeOptions options, CancellationToken token)
    {
        RuntimeChild? child = null;
        try
        {
            child = new RuntimeChild(runtime, program, options);
            var hello = child._answer.Task;
            await Task.WhenAny(hello, child._process.Ended)
                .WaitAsync(s_startBound, TimeProvider.System, token);
            child.Version = hello.IsCompletedSuccessfully
                ? (await hello).GetProperty("hello").GetString()!
                : throw new RuntimeStartException(
                    $"{runtime.Name} could not be started. {child._process.StartError}");
            return child;
        }
        catch (Exception error)
        {
            child?.Dispose();
            throw error switch
            {
                TimeoutException => new RuntimeStartException(
                    $"{runtime.Name} was not ready after {s_startBound.TotalSeconds} s.", error),
                ProcessStartException or IOException => new RuntimeStartException(
                    $"{runtime.Name} could not be started: {error.Message.TrimEnd('.')}.", error),
                _ => error,
            };
        }
    }

    /// <summary>
    /// Asks for something that takes no time, such as a value. Null if the process has ended.
    /// </summary>
    /// <exception cref="TimeoutException">There was no answer: what a cell has started keeps the process
    /// busy.</exception>
    public Task<JsonElement?> AskAsync(string kind, JsonObject request, CancellationToken token) =>
        SendAsync(kind, request).WaitAsync(_options.AnswerLimit, TimeProvider.System, token);

    /// <summary>Runs a cell.</summary>
    /// <param name="code">Its text, with the lines that stand above it in the notebook.</param>
    /// <param name="output">Takes what it prints, and what it has started prints later.</param>
    /// <param name="stop">Interrupts it; after the grace time the process is ended.</param>
    public async Task<CellEnd> RunAsync(string code, CellOutput output, CancellationToken stop)
    {
        var marked = _process.MarksOfNextCellAsync(output);
        var asked = SendAsync("run", new JsonObject { ["code"] = code });
        JsonElement? answer;
        await using (stop.Register(() => _ = InterruptAsync(asked)))
        {
            answer = await asked;
        }
        await RuntimeProcess.PrintedAsync(marked);
        output.End();
        if (answer is not { } end)
        {
            return new CellEnd(WasInterrupted: _process.WasKilled, EndedItsProcess: true);
        }
        if (end.TryGetProperty("interrupted", out _))
        {
            bool wouldGoOn = end.TryGetProperty("lost", out var lost) && lost.GetBoolean();
            if (wouldGoOn)
            {
                await _process.KillAsync();
            }
            return new CellEnd(WasInterrupted: true, EndedItsProcess: wouldGoOn);
        }
        return new CellEnd(Text(end, "value"), Text(end, "error"));
    }

    public void Dispose() => _process.Dispose();

    private static TaskCompletionSource<JsonElement> NewAnswer() =>
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static string? Text(JsonElement answer, string name)
    {
        if (!answer.TryGetProperty(name, out var text))
        {
            return null;
        }
        try
        {
            return text.GetString();
        }
        catch (InvalidOperationException)
        {
            // half of a surrogate pair: both languages allow it in a text
            return text.GetRawText();
        }
    }

    private async Task<JsonElement?> SendAsync(string kind, JsonObject request)
    {
        var answer = NewAnswer();
        Volatile.Write(ref _answer, answer);
        request["id"] = Interlocked.Increment(ref _request);
        request["do"] = kind;
        _process.Send(request);
        await Task.WhenAny(answer.Task, _process.Ended);
        return answer.Task.IsCompletedSuccessfully ? await answer.Task : null;
    }

    // an answer that comes too late has another number
    private void Answered(JsonElement answer)
    {
        if (answer.TryGetProperty("hello", out _)
            || answer.GetProperty("id").GetInt32() == Volatile.Read(ref _request))
        {
            Volatile.Read(ref _answer).TrySetResult(answer);
        }
    }

    private async Task InterruptAsync(Task answered)
    {
        _process.Send(new JsonObject { ["do"] = "interrupt", ["id"] = Volatile.Read(ref _request) });
        try
        {
            await answered.WaitAsync(_options.Grace, TimeProvider.System);
        }
        catch (TimeoutException)
        {
            await _process.KillAsync();
        }
    }
}
