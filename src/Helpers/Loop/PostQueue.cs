namespace HonestAsync;

/// <summary>
/// Posts, first in, first out; taking the first costs the same however long the queue is. The loop's thread sleeps here
/// until a post comes. Thread-safe.
/// </summary>
internal sealed class PostQueue
{
    private readonly object _lock = new();
    private readonly List<Posted> _posts = [];
    private int _taken;
    private int _added;
    private int _longest;
    private bool _asleep;

    public int Count
    {
        get
        {
            using (ShortLock.On(_lock))
            {
                return _posts.Count - _taken;
            }
        }
    }

    /// <summary>Posts so far.</summary>
    public int Added => Volatile.Read(ref _added);

    /// <summary>True while a thread sleeps in <see cref="Sleep"/> and nothing was posted since.</summary>
    public bool IsAsleep => Volatile.Read(ref _asleep);

    /// <summary>The longest it has been.</summary>
    public int Longest => Volatile.Read(ref _longest);

    public void Add(Posted posted)
    {
        using (ShortLock.On(_lock))
        {
            _posts.Add(posted);
            _added++;
            _longest = Math.Max(_longest, _posts.Count - _taken);
            _asleep = false;
            Monitor.PulseAll(_lock);
        }
    }

    /// <exception cref="ArgumentOutOfRangeException">There is no post at
    /// <paramref name="index"/>.</exception>
    public Posted Take(int index)
    {
        using (ShortLock.On(_lock))
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, _posts.Count - _taken);
            var posted = _posts[_taken + index];
            if (index > 0)
            {
                _posts.RemoveAt(_taken + index);
                return posted;
            }
            _posts[_taken++] = default;
            // moving up the rest one by one would make a flood of posts quadratic
            if (_taken > _posts.Count / 2)
            {
                _posts.RemoveRange(0, _taken);
                _taken = 0;
            }
            return posted;
        }
    }

    /// <summary>
    /// Keeps the calling thread until a post comes, or <paramref name="root"/> has ended and <see cref="Wake"/> was
    /// called.
    /// </summary>
    public void Sleep(Task root)
    {
        using (ShortLock.On(_lock))
        {
            while (_posts.Count == _taken && !root.IsCompleted)
            {
                _asleep = true;
                Monitor.Wait(_lock);
            }
            _asleep = false;
        }
    }

    public void Wake()
    {
        using (ShortLock.On(_lock))
        {
            Monitor.PulseAll(_lock);
        }
    }

    /// <param name="Callback">What runs.</param>
    /// <param name="State">What it gets.</param>
    /// <param name="At">The timestamp of the post.</param>
    public readonly record struct Posted(SendOrPostCallback Callback, object? State, long At);
}
