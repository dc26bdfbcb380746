namespace HonestAsync;

/// <summary>The gaps of one exploration, with the operations that they concern.</summary>
internal sealed class GapLog
{
    private readonly SortedDictionary<ExplorationGaps, SortedSet<string>> _names = [];
    private HashSet<string>? _silent;

    public ExplorationGaps Kinds =>
        _names.Keys.Aggregate(_silent is { Count: > 0 } ? ExplorationGaps.NoCalls : ExplorationGaps.None, (all, kind) => all | kind);

    /// <summary>Takes in a schedule that came to its end.</summary>
    public void Add(ScheduleRunner run)
    {
        foreach (var (kind, operation) in run.Gaps)
        {
            if (!_names.TryGetValue(kind, out var names))
            {
                _names[kind] = names = new SortedSet<string>(StringComparer.Ordinal);
            }
            names.Add(operation);
        }
        if (_silent is { Count: 0 })
        {
            return;
        }
        // a single operation has nothing that it could be interleaved with, and an actor asks on behalf of its callers
        bool counts = run.Operations.Count > 1 && run.Background.Calls == 0;
        var silent = run.Operations.Where(operation => counts && operation.Calls == 0)
            .Select(static operation => operation.Name);
        if (_silent is null)
        {
            _silent = silent.ToHashSet(StringComparer.Ordinal);
        }
        else
        {
            _silent.IntersectWith(silent);
        }
    }

    public void Clear()
    {
        _names.Clear();
        _silent = null;
    }

    /// <summary>One phrase for each kind.</summary>
    public IReadOnlyList<string> Describe()
    {
        var phrases = new List<string>();
        if (_silent is { Count: > 0 })
        {
            phrases.Add($"{List(_silent.Order(StringComparer.Ordinal))} asked no dependency, so nothing between {(_silent.Count == 1 ? "its" : "their")} awaits was interleaved");
        }
        phrases.AddRange(_names.Select(each => each.Key switch
        {
            ExplorationGaps.Posts => $"code posted to the loop in steps of {List(each.Value)} (after Task.Yield, or by a release) ran at once",
            ExplorationGaps.ThreadPool => $"code that moved to the thread pool in steps of {List(each.Value)} ran at once",
            _ => $"{List(each.Value)} waited for something that no dependency answers, and went on at once",
        }));
        return phrases;
    }

    private static string List(IEnumerable<string> names)
    {
        string[] quoted = [.. names.Select(name => $"'{name}'")];
        return quoted.Length switch
        {
            1 => quoted[0],
            <= 3 => $"{string.Join(", ", quoted[..^1])} and {quoted[^1]}",
            _ => $"{quoted[0]}, {quoted[1]} and {quoted.Length - 2} more",
        };
    }
}
