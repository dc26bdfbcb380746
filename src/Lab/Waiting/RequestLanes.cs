namespace HonestAsync.Lab;

/// <summary>
/// Collects which request ran on which thread, and names the threads so that every run draws the same picture.
/// Thread-safe.
/// </summary>
internal sealed class RequestLanes
{
    private readonly Lock _lock = new();
    private readonly List<Stay> _stays = [];
    private readonly List<LaneMark> _marks = [];
    private readonly Dictionary<int, string> _names = [];

    public void NameThread(string name)
    {
        lock (_lock)
        {
            _names[Environment.CurrentManagedThreadId] = name;
        }
    }

    public void Add(int request, string what, TimeSpan start, TimeSpan end) => AddNamed(request, $"{request} {what}", start, end);

    public void AddNamed(int request, string operation, TimeSpan start, TimeSpan end)
    {
        lock (_lock)
        {
            _stays.Add(new Stay(Environment.CurrentManagedThreadId, request, operation, start, end));
        }
    }

    public void Mark(string label, TimeSpan at)
    {
        lock (_lock)
        {
            _marks.Add(new LaneMark(_names[Environment.CurrentManagedThreadId], label, at.TotalMilliseconds));
        }
    }

    /// <summary>Threads without a name are numbered by their first use, then by the request's number.</summary>
    public IReadOnlyList<LaneSpan> ToSpans(string prefix, string kind)
    {
        lock (_lock)
        {
            var ordered = _stays.OrderBy(stay => stay.Start).ThenBy(stay => stay.Request).ToList();
            var unnamed = ordered.Select(stay => stay.Thread).Distinct().Where(thread => !_names.ContainsKey(thread)).ToList();
            return [.. ordered.Select(stay => new LaneSpan(
                $"{prefix} {_names.GetValueOrDefault(stay.Thread, $"{kind} {unnamed.IndexOf(stay.Thread) + 1}")}",
                stay.What, stay.Start.TotalMilliseconds, stay.End.TotalMilliseconds))];
        }
    }

    public IReadOnlyList<LaneMark> ToMarks(string prefix)
    {
        lock (_lock)
        {
            return [.. _marks.Select(mark => mark with { Lane = $"{prefix} {mark.Lane}" })];
        }
    }

    private sealed record Stay(int Thread, int Request, string What, TimeSpan Start, TimeSpan End);
}
