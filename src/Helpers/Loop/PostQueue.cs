namespace HonestAsync;

/// <summary>Posts in the order of their coming; the first costs nothing to take, however many there are.</summary>
internal sealed class PostQueue
{
    private readonly List<Posted> _posts = [];
    private int _taken;

    public int Count => _posts.Count - _taken;

    public void Add(Posted posted) => _posts.Add(posted);

    public Posted Take(int index)
    {
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

    /// <param name="Callback">What runs.</param>
    /// <param name="State">What it gets.</param>
    /// <param name="At">The timestamp of the post.</param>
    public readonly record struct Posted(SendOrPostCallback Callback, object? State, long At);
}
