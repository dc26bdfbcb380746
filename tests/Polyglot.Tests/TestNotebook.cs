using System.Text;
using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.CSharp;
using Microsoft.DotNet.Interactive.Events;

namespace HonestAsync.Polyglot.Tests;

/// <summary>A notebook with the library's own root kernel and C# kernel, next to ours.</summary>
internal sealed class TestNotebook : IDisposable
{
    private static readonly TimeSpan s_watchdog = TimeSpan.FromSeconds(60);

    // an interrupted cell gets as long as it needs: a busy machine must not change what becomes of it
    private static readonly RuntimeOptions s_patient = new() { Grace = s_watchdog };

    public TestNotebook(RuntimeOptions? options = null, RuntimeOptions? node = null)
    {
        Root.Add(new CSharpKernel().UseValueSharing(), ["c#"]);
        Root.Add(new NodeKernel(node ?? options ?? s_patient));
        Root.Add(new PythonKernel(options ?? s_patient));
        Root.DefaultKernelName = "csharp";
    }

    public CompositeKernel Root { get; } = [];

    /// <summary>Runs a cell to its end.</summary>
    /// <param name="code">With its <c>#!</c> line.</param>
    /// <param name="printed">Called for each text that it prints.</param>
    public async Task<CellResult> RunAsync(string code, Action<string>? printed = null)
    {
        var result = new CellResult();
        var command = new SubmitCode(code);
        using var subscription = Root.KernelEvents.Subscribe(@event =>
        {
            if (IsPartOf(@event.Command, command) && result.Add(@event) is { } text)
            {
                printed?.Invoke(text);
            }
        });
        await Bounded(Root.SendAsync(command), code);
        return result;
    }

    /// <summary>Runs a cell until it has printed something, and interrupts it then.</summary>
    public async Task<CellResult> InterruptAsync(string code)
    {
        var printed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var cell = RunAsync(code, _ => printed.TrySetResult());
        await Bounded(Task.WhenAny(printed.Task, cell), code);
        await Bounded(Root.SendAsync(new Cancel()), "cancel");
        return await cell;
    }

    public void Dispose() => Root.Dispose();

    private static bool IsPartOf(KernelCommand? part, KernelCommand whole)
    {
        for (; part is not null && part != whole; part = part.Parent)
        {
        }
        return part is not null;
    }

    private static async Task Bounded(Task task, string what)
    {
        try
        {
            await task.WaitAsync(s_watchdog, TimeProvider.System);
        }
        catch (TimeoutException)
        {
            Assert.Fail($"After {s_watchdog.TotalSeconds} s this cell still runs: {what}");
        }
    }
}

/// <summary>One notebook for all tests of a class; its languages start at their first cells.</summary>
public sealed class CommonNotebook : IDisposable
{
    internal TestNotebook Notebook { get; } = new();

    public void Dispose() => Notebook.Dispose();
}

/// <summary>What a cell has shown.</summary>
internal sealed class CellResult
{
    private readonly StringBuilder _out = new();
    private readonly StringBuilder _error = new();

    public string Out => _out.ToString();

    public string Error => _error.ToString();

    public string? Value { get; private set; }

    /// <summary>The message of its failure; null when it succeeded.</summary>
    public string? Failure { get; private set; }

    /// <returns>What was printed, if that is what happened.</returns>
    public string? Add(KernelEvent @event)
    {
        switch (@event)
        {
            case StandardOutputValueProduced output:
                _out.Append(Text(output));
                return Text(output);
            case StandardErrorValueProduced error:
                _error.Append(Text(error));
                return Text(error);
            case ReturnValueProduced value:
                Value = Text(value);
                return null;
            case CommandFailed failed:
                Failure = failed.Message;
                return null;
            default:
                return null;
        }
    }

    private static string Text(DisplayEvent shown) => shown.FormattedValues.First().Value;
}
