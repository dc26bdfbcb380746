namespace HonestAsync;

/// <summary>The gaps of one exploration, with the operations that they concern.</summary>
internal sealed class GapLog
{
    private static readonly ExplorationGaps[] s_kinds = [ExplorationGaps.Posts, ExplorationGaps.ThreadPool, ExplorationGaps.OtherWaits];
    // the names of each kind; plain sets of text, because a generic over the enum would be compiled for each process
    private readonly SortedSet<string>?[] _names = new SortedSet<string>?[s_kinds.Length];
    private HashSet<string>? _silent;

    public ExplorationGaps Kinds
    {
        get
        {
            var kinds = _silent is { Count: > 0 } ? ExplorationGaps.NoCalls : ExplorationGaps.None;
            for (int i = 0; i < s_kinds.Length; i++)
            {
                kinds |= _names[i] is null ? ExplorationGaps.None : s_kinds[i];
            }
            return kinds;
        }
    }

    /// <summary>Takes in a schedule that came to its end.</summary>
    public void Add(ScheduleRunner run)
    {
        foreach (var gap in run.Gaps)
        {
            (_names[Array.IndexOf(s_kinds, gap.Kind)] ??= new(StringComparer.Ordinal)).Add(gap.Operation);
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
        Array.Clear(_names);
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
        string[] what =
        [
            "code posted to the loop in steps of {0} (after Task.Yield, or by a release) ran at once",
            "code that moved to the thread pool in steps of {0} ran at once",
            "{0} waited for something that no dependency answers, and went on at once",
        ];
        for (int i = 0; i < what.Length; i++)
        {
            if (_names[i] is { } names)
            {
                phrases.Add(what[i].Replace("{0}", List(names), StringComparison.Ordinal));
            }
        }
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
