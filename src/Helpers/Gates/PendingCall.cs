using System.Diagnostics;

namespace HonestAsync;

/// <summary>A call to a scripted dependency that waits for its answer.</summary>
[DebuggerDisplay("{Label} of {Caller}")]
public abstract class PendingCall
{
    private readonly ScriptedDependency _script;

    private protected PendingCall(ScriptedDependency script, string label, ExploredOperation? owner)
    {
        _script = script;
        Label = label;
        Owner = owner;
        Thread = Environment.CurrentManagedThreadId;
    }

    /// <summary>The name of the script that holds it.</summary>
    public string Dependency => _script.Name;

    /// <summary>What is asked, for example <c>read ann</c>.</summary>
    public string Label { get; }

    /// <summary>The explored operation that asked, or an empty text outside an exploration.</summary>
    public string Caller => Owner?.Name ?? "";

    internal ExploredOperation? Owner { get; }

    /// <summary>Names the call the same way in every run; set when the explorer collects it.</summary>
    internal CallKey Key { get; set; }

    /// <summary>The managed id of the thread that asked.</summary>
    internal int Thread { get; }

    /// <summary>What the call was answered with, as text; null while it is pending.</summary>
    internal string? AnswerText { get; private protected set; }

    internal abstract bool IsOpen { get; }

    internal abstract Task Wait { get; }

    /// <summary>Takes it off its script: the caller who succeeds is the one who answers.</summary>
    internal bool TryTake() => _script.TryTake(this);

    internal abstract void Answer();

    internal abstract void Fail(Exception error);

    internal abstract void Cancel(CancellationToken token);
}

/// <inheritdoc/>
internal sealed class PendingCall<T>(ScriptedDependency script, string label, Func<T> answer, ExploredOperation? owner)
    : PendingCall(script, label, owner)
{
    // Completes inline and without a context, so that an answer and what it releases are one step. Production code does the
    // opposite: RunContinuationsAsynchronously.
    private readonly TaskCompletionSource<T> _source = new();

    public Task<T> Task => _source.Task;

    internal override Task Wait => _source.Task;

    internal override bool IsOpen => !_source.Task.IsCompleted;

    internal override void Answer()
    {
        try
        {
            T value = answer();
            AnswerText = value is ValueTuple ? "done" : value?.ToString() ?? "null";
            using (ContextScope.None())
            {
                _source.TrySetResult(value);
            }
        }
        catch (Exception error) when (IsOpen)
        {
            Fail(error);
        }
    }

    internal override void Fail(Exception error)
    {
        // it is set, not thrown: if no code awaits the call, this is the only trace of it
        Owner?.Threw(error);
        AnswerText = error.GetType().Name;
        using (ContextScope.None())
        {
            _source.TrySetException(error);
        }
    }

    internal override void Cancel(CancellationToken token)
    {
        AnswerText = "cancelled";
        using (ContextScope.None())
        {
            _source.TrySetCanceled(token);
        }
    }
}
