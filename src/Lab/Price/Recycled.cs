using System.Threading.Tasks.Sources;

namespace HonestAsync.Lab;

/// <summary>
/// An operation that is pending when it is asked for, completed by hand, and used again: it takes nothing from the heap,
/// so that all bytes of a call are the call's own. For one thread, and one waiter at a time.
/// </summary>
internal sealed class Recycled : IValueTaskSource<int>
{
    private ManualResetValueTaskSourceCore<int> _core;

    /// <summary>The next use of it; to be awaited once.</summary>
    public ValueTask<int> NextAsync() => new(this, _core.Version);

    /// <summary>What <c>await</c> is made of, by hand: <paramref name="rest"/> is called by the code that completes it.</summary>
    public void Then(Action<object?> rest, object? state) =>
        _core.OnCompleted(rest, state, _core.Version, ValueTaskSourceOnCompletedFlags.None);

    /// <summary>Takes the result of a <see cref="Then"/>.</summary>
    public int Take() => GetResult(_core.Version);

    /// <summary>Completes it; the waiter goes on inside this call.</summary>
    public void Complete(int value) => _core.SetResult(value);

    /// <inheritdoc/>
    public int GetResult(short token)
    {
        int result = _core.GetResult(token);
        _core.Reset();
        return result;
    }

    /// <inheritdoc/>
    public ValueTaskSourceStatus GetStatus(short token) => _core.GetStatus(token);

    /// <inheritdoc/>
    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);
}
