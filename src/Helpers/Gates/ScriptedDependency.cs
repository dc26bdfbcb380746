using System.Diagnostics;

namespace HonestAsync;

/// <summary>
/// A dependency that answers when the test says so: each call stays pending until it is released, in whatever order
/// brings the bug out. Doubles of stores, queues and services are a few lines on top of it.
/// </summary>
/// <remarks>
/// A value is computed when the call is <em>answered</em>, as a database reads when it gets to it. Answers
/// complete inline, on the thread that gives them, or through the caller's context. Thread-safe.
/// </remarks>
/// <example><code>
/// sealed class Store(Script script) { Task&lt;int&gt; ReadAsync() => script.CallAsync("read", () => _value); }
/// </code></example>
[DebuggerDisplay("{Name}: {Count} pending")]
public sealed class ScriptedDependency(string name = "dependency")
{
    private readonly object _lock = new();
    private readonly List<PendingCall> _pending = [];
    private int _total;
    private int _maxPending;

    /// <summary>What traces and watchdogs call it.</summary>
    public string Name { get; } = name;

    /// <summary>
    /// True: no call is ever pending, each is complete when it returns (what an all-too-friendly fake does).
    /// </summary>
    public bool AnswersAtOnce { get; init; }

    /// <summary>
    /// The background of the exploration it belongs to: a call without an explored operation's mark (from a
    /// suppressed flow, or with another exploration's) is seen all the same.
    /// </summary>
    internal ExploredOperation? Home { get; init; }

    /// <summary>Calls that wait for an answer.</summary>
    public int Count
    {
        get
        {
            using (ShortLock.On(_lock))
            {
                return _pending.Count;
            }
        }
    }

    /// <summary>Calls made so far.</summary>
    public int Total => Volatile.Read(ref _total);

    /// <summary>The most calls that were pending at once.</summary>
    public int MaxPending => Volatile.Read(ref _maxPending);

    /// <summary>The pending calls, oldest first (a snapshot).</summary>
    public IReadOnlyList<PendingCall> Pending
    {
        get
        {
            using (ShortLock.On(_lock))
            {
                return [.. _pending];
            }
        }
    }

    /// <summary>
    /// A call that is answered with what <paramref name="answer"/> gives at that moment; its exception is the
    /// answer, too.
    /// </summary>
    public Task<T> CallAsync<T>(string label, Func<T> answer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(answer);
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(cancellationToken);
        }
        var caller = ExploredOperation.Current;
        var owner = Home is null || Home.SharesRunWith(caller) ? caller : Home;
        var call = new PendingCall<T>(this, label, answer, owner);
        Interlocked.Increment(ref _total);
        if (AnswersAtOnce)
        {
            owner?.NoteProgress();
            call.Answer();
            return call.Task;
        }
        using (ShortLock.On(_lock))
        {
            _pending.Add(call);
            _maxPending = Math.Max(_maxPending, _pending.Count);
        }
        call.Owner?.Pending(call);
        if (call.Owner is null)
        {
            PendingWaits.Track($"'{label}' of {Name}", call.Task);
        }
        if (cancellationToken.CanBeCanceled)
        {
            CancelWith(call, cancellationToken);
        }
        return call.Task;
    }

    /// <summary>A call without a result; <paramref name="effect"/> happens when it is answered.</summary>
    public Task CallAsync(string label, Action? effect = null, CancellationToken cancellationToken = default) =>
        CallAsync(label, () =>
        {
            effect?.Invoke();
            return default(ValueTuple);
        }, cancellationToken);

    /// <summary>Answers the pending call at <paramref name="index"/>, oldest first.</summary>
    public void Answer(int index = 0) => Take(index).Answer();

    /// <summary>Answers the pending call at <paramref name="index"/> with an error.</summary>
    public void Fail(int index, Exception error) => Take(index).Fail(error);

    /// <summary>
    /// Answers oldest first until no call is pending, including the calls that the answers cause.
    /// </summary>
    /// <param name="newestFirst">The worst order for most code: the last caller is served first.</param>
    public void AnswerAll(bool newestFirst = false)
    {
        for (int count = Count; count > 0; count = Count)
        {
            Answer(newestFirst ? count - 1 : 0);
        }
    }

    internal bool TryTake(PendingCall call)
    {
        using (ShortLock.On(_lock))
        {
            return _pending.Remove(call);
        }
    }

    private PendingCall Take(int index)
    {
        using (ShortLock.On(_lock))
        {
            if (index < 0 || index >= _pending.Count)
            {
                throw new InvalidOperationException(
                    $"{Name} was asked to answer call {index}, but {_pending.Count} calls are pending.");
            }
            var call = _pending[index];
            _pending.RemoveAt(index);
            return call;
        }
    }

    private void CancelWith(PendingCall call, CancellationToken token)
    {
        var registration = token.Register(() =>
        {
            if (TryTake(call))
            {
                call.Cancel(token);
            }
        });
        _ = call.Wait.ContinueWith((_, r) => ((CancellationTokenRegistration)r!).Dispose(), registration,
            CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }
}
