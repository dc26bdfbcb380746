namespace HonestAsync;

/// <summary>
/// Callers that wait for a double, first in, first out; guarded by its owner's lock. Callers await the very tasks that
/// it hands out: no code of the harness in between resumes on another thread.
/// </summary>
internal sealed class AsyncWaitQueue<T>
{
    private readonly LinkedList<TaskCompletionSource<T>> _places = new();

    public int Count => _places.Count;

    /// <summary>
    /// Joins at the end; called under <paramref name="guard"/>, which is also taken to leave.
    /// </summary>
    public Task<T> JoinAsync(object guard, CancellationToken token)
    {
        if (token.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(token);
        }
        var place = _places.AddLast(new TaskCompletionSource<T>());
        if (token.CanBeCanceled)
        {
            var registration = token.Register(() => Leave(place, guard, token));
            _ = place.Value.Task.ContinueWith(static (_, r) => ((CancellationTokenRegistration)r!).Dispose(), registration,
                CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
        return place.Value.Task;
    }

    public TaskCompletionSource<T>? TakeFirst()
    {
        var first = _places.First?.Value;
        if (first is not null)
        {
            _places.RemoveFirst();
        }
        return first;
    }

    public IReadOnlyList<TaskCompletionSource<T>> TakeAll()
    {
        TaskCompletionSource<T>[] all = [.. _places];
        _places.Clear();
        return all;
    }

    private static void Leave(LinkedListNode<TaskCompletionSource<T>> place, object guard, CancellationToken token)
    {
        using (ShortLock.On(guard))
        {
            if (place.List is not { } line)
            {
                return;
            }
            line.Remove(place);
        }
        using (ContextScope.None())
        {
            place.Value.TrySetCanceled(token);
        }
    }
}
