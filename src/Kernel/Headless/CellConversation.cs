using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;

namespace HonestAsync.Kernel;

/// <summary>Runs one cell in a child: listens to it, watches the clock, and stops it in steps.</summary>
internal sealed class CellConversation(ChildKernel child, HeadlessOptions options, int number)
{
    private static readonly TimeSpan s_startLimit = TimeSpan.FromSeconds(60);

    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly StringBuilder _standardError = new();
    private readonly HashSet<string> _marked = new(StringComparer.Ordinal);
    private CellEnd _end = new();
    private bool _began;
    private bool _reported;

    public OutputCollector Outputs { get; } = new(new OutputBudget(options.OutputLimit, options.DiscardLimit));

    /// <summary>The native part of standard error: where a dying runtime says why.</summary>
    public string NativeError => _standardError.ToString();

    public async Task<CellEnd> RunAsync(NotebookCell cell, Action<JsonObject> printed, CancellationToken token)
    {
        await child.SendAsync(new JsonObject
        {
            [Wire.Kind] = Wire.Run,
            ["number"] = number,
            ["id"] = cell.Id,
            ["source"] = cell.CodeToRun,
        });
        try
        {
            if (!await ListenAsync(printed, options.CellTimeLimit, token))
            {
                _end = _end with { Stopped = _end.Stopped == StopReason.None ? StopReason.TimeLimit : _end.Stopped };
                await child.SendAsync(new JsonObject { [Wire.Kind] = Wire.Interrupt });
                if (!await ListenAsync(printed, options.Grace, token) || _end.Outcome == CellOutcome.Abandoned)
                {
                    child.Kill();
                }
            }
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            child.Kill();
            _end = _end with { Cancelled = true };
        }
        return _end.Elapsed == default ? _end with { Elapsed = _clock.Elapsed } : _end;
    }

    /// <returns>False if the cell must be stopped: out of time, or printing without end.</returns>
    private async Task<bool> ListenAsync(Action<JsonObject> printed, TimeSpan time, CancellationToken token)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(token);
        // a cell's time does not include the kernel's own start
        limit.CancelAfter(_began ? time : s_startLimit);
        try
        {
            while (!IsOver())
            {
                var waited = !_began;
                Handle(await child.NextAsync(limit.Token), printed);
                if (waited && _began)
                {
                    limit.CancelAfter(time);
                }
                if (Outputs.Budget.IsFlooded && _end.Stopped == StopReason.None)
                {
                    _end = _end with { Stopped = StopReason.Flood };
                    return IsOver();
                }
                if (_reported)
                {
                    // the marks are on their way, unless the cell has closed its standard streams
                    limit.CancelAfter(TimeSpan.FromSeconds(1));
                }
            }
            return true;
        }
        catch (OperationCanceledException) when (!token.IsCancellationRequested)
        {
            return _reported;
        }
    }

    private bool IsOver() => _end.ExitCode is not null || (_reported && _marked.Count == 2);

    private void Handle(ChildEvent received, Action<JsonObject> printed)
    {
        switch (received)
        {
            case ChildMessage { Message: var message }:
                HandleMessage(message, printed);
                break;
            case NativeText native:
                if (native.Stream is StreamOutput.StandardError && _standardError.Length < 64 * 1024)
                {
                    _standardError.Append(native.Text);
                }
                Print(Outputs.AddText(native.Stream, native.Text), printed);
                break;
            case NativeMark mark when mark.Cell == number:
                _marked.Add(mark.Stream);
                break;
            case ChildExited exit:
                _end = _end with { ExitCode = exit.ExitCode };
                break;
        }
    }

    private void HandleMessage(JsonObject message, Action<JsonObject> printed)
    {
        switch (Wire.KindOf(message))
        {
            case Wire.Began:
                _began = true;
                _clock.Restart();
                break;
            case Wire.Output:
                Print(Outputs.Add((JsonObject)message["output"]!.DeepClone()), printed);
                break;
            case Wire.Flood:
                Outputs.Budget.CountDiscarded(options.DiscardLimit + 1);
                break;
            case Wire.Exiting:
                _end = _end with { AnnouncedExitCode = (int)message["code"]! };
                break;
            case Wire.Ended:
                _reported = true;
                Outputs.Budget.CountDiscarded(
                    Math.Max(0, (long)message["discarded"]! - Outputs.Budget.Discarded));
                _end = _end with
                {
                    Outcome = Enum.Parse<CellOutcome>((string)message["outcome"]!),
                    Activity = Enum.Parse<CellActivity>((string)message["activity"]!),
                    Elapsed = TimeSpan.FromMilliseconds((double)message["milliseconds"]!),
                };
                break;
        }
    }

    private static void Print(JsonObject? output, Action<JsonObject> printed)
    {
        if (output is not null)
        {
            printed(output);
        }
    }
}
