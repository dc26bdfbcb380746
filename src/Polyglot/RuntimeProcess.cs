using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using HonestAsync.Processes;

namespace HonestAsync.Polyglot;

/// <summary>The process of a runtime with its pipes, from its start to its end.</summary>
internal sealed class RuntimeProcess : IDisposable
{
    private static readonly Lock s_starting = new();

    private readonly LanguageRuntime _runtime;
    private readonly RuntimeOptions _options;
    private readonly ChildChannel _channel;
    private readonly RunningProcess _process;
    private readonly MarkedOutput _out;
    private readonly MarkedOutput _error;
    private readonly CrashReport _report = new();
    private readonly StringBuilder _startErrors = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile CellOutput? _output;
    private volatile bool _wasKilled;
    private int _exitCode;

    /// <param name="runtime">What it is.</param>
    /// <param name="program">Its executable.</param>
    /// <param name="options">Its limits.</param>
    /// <param name="answered">Called for each answer of the driver, on the thread that reads them.</param>
    /// <exception cref="ProcessStartException">It cannot be started.</exception>
    public RuntimeProcess(
        LanguageRuntime runtime, string program, RuntimeOptions options, Action<JsonElement> answered)
    {
        (_runtime, _options) = (runtime, options);
        string mark = $"\u001e{RandomNumberGenerator.GetHexString(32, lowercase: true)}\u001e";
        // or another child that starts at the same time would inherit the ends of this one's pipes
        lock (s_starting)
        {
            _channel = new ChildChannel();
            try
            {
                _process = StartOf(program, mark).Start();
            }
            catch
            {
                _channel.Dispose();
                throw;
            }
            finally
            {
                _channel.HandOver();
            }
        }
        if (!runtime.WatchesInput)
        {
            // a cell that reads its input finds the end
            _process.CloseInput();
        }
        _out = new MarkedOutput(_process.Output, mark, text => _output?.Add(text, isError: false));
        _error = new MarkedOutput(_process.Errors, mark, AddError);
        _out.Begin("output of a child");
        _error.Begin("errors of a child");
        _channel.Begin(answered);
        _ = WatchEndAsync();
    }

    /// <summary>Completes when it has ended and everything it printed has been read.</summary>
    public Task Ended => _ended.Task;

    /// <summary>True when this process has killed it.</summary>
    public bool WasKilled => _wasKilled;

    /// <summary>How it ended, in words without a full stop.</summary>
    public string EndText => _wasKilled
        ? $"{_runtime.Name} had to be ended to stop a cell"
        : CrashText.Of(_runtime, _exitCode, _report.IsOutOfMemory ? _options.NodeMegabytes : null);

    /// <summary>The last line that it printed to stderr before its first cell.</summary>
    public string StartError => _startErrors.ToString().Trim().Split('\n')[^1];

    /// <summary>From now on this takes what is printed. Call it before the cell is sent.</summary>
    /// <returns>Completes when the cell has printed everything.</returns>
    public Task MarksOfNextCellAsync(CellOutput output)
    {
        _output = output;
        return Task.WhenAll(_out.NextMarkAsync(), _error.NextMarkAsync());
    }

    /// <summary>Waits for those marks for a bounded time: a cell may have closed its streams.</summary>
    public static Task PrintedAsync(Task marks) => CompleteAsync(marks);

    /// <summary>Never waits.</summary>
    public void Send(JsonObject request) => _channel.Send(request);

    /// <summary>Ends it and everything it has started.</summary>
    public async Task KillAsync()
    {
        _wasKilled = true;
        _process.End();
        await _ended.Task;
    }

    public void Dispose()
    {
        _process.End();
        _channel.Dispose();
    }

    private ProcessStart StartOf(string program, string mark) =>
        new(program, _runtime.Arguments(_options, _channel.RequestsHandle, _channel.AnswersHandle, mark))
        {
            Environment = new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                // it could make Node listen for a debugger
                ["NODE_OPTIONS"] = null,
                ["PYTHONDONTWRITEBYTECODE"] = "1",
            },
        };

    private void AddError(string text)
    {
        text = _report.Cut(text);
        if (_output is { } output)
        {
            output.Add(text, isError: true);
        }
        else
        {
            _startErrors.Append(text);
        }
    }

    private async Task WatchEndAsync()
    {
        await _process.WaitAsync();
        await CompleteAsync(Task.WhenAll(_out.Ended, _error.Ended));
        _exitCode = _process.ExitCode;
        _process.Dispose();
        _ended.TrySetResult();
    }

    private static async Task CompleteAsync(Task task)
    {
        try
        {
            await task.WaitAsync(RunningProcess.DrainBound, TimeProvider.System);
        }
        catch (TimeoutException)
        {
            // a cell has closed its streams, or left them to a process that it has started
        }
    }
}
