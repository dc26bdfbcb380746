using System.Diagnostics;

namespace HonestAsync;

/// <summary>A call to a scripted dependency that waits for its answer.</summary>
[DebuggerDisplay("{Label} of {Caller}")]
public abstract class ParkedCall
{
    private protected ParkedCall(string dependency, string label, ExploredOperation? owner)
    {
        Dependency = dependency;
        Label = label;
        Owner = owner;
        OwnerCall = owner?.NextCall() ?? 0;
    }

    /// <summary>The name of the script that holds it.</summary>
    public string Dependency { get; }

    /// <summary>What is asked, for example <c>read ann</c>.</summary>
    public string Label { get; }

    /// <summary>The explored operation that asked, or an empty text outside an exploration.</summary>
    public string Caller => Owner?.Name ?? "";

    internal ExploredOperation? Owner { get; }

    /// <summary>1 for the owner's first call, 2 for its second: a stable key, whoever comes first.</summary>
    internal int OwnerCall { get; }

    /// <summary>What the call was answered with, as text; null while it is parked.</summary>
    internal string? AnswerText { get; private protected set; }

    internal abstract bool IsOpen { get; }

    internal abstract Task Wait { get; }

    internal abstract void Answer();

    internal abstract void Fail(Exception error);

    internal abstract void Cancel(CancellationToken token);
}

/// <inheritdoc/>
internal sealed class ParkedCall<T>(string dependency, string label, Func<T> answer, ExploredOperation? owner)
    : ParkedCall(dependency, label, owner)
{
    // Completes inline, so that an answer and what it releases are one step. Production code does the
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
            _source.TrySetResult(value);
        }
        catch (Exception error) when (IsOpen)
        {
            Fail(error);
        }
    }

    internal override void Fail(Exception error)
    {
        AnswerText = error.GetType().Name;
        _source.TrySetException(error);
    }

    internal override void Cancel(CancellationToken token)
    {
        AnswerText = "cancelled";
        _source.TrySetCanceled(token);
    }
}
