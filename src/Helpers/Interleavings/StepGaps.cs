namespace HonestAsync;

/// <summary>A gap in one schedule: what it is, and the operation that it concerns.</summary>
internal sealed record StepGap(ExplorationGaps Kind, string Operation);

/// <summary>
/// Notes, in one schedule, the code that a step ran at once although another choice was open. For the explorer's
/// threads, one at a time.
/// </summary>
internal sealed class StepGaps
{
    private List<StepGap>? _found;
    private string _operation = "";
    private int _directPosts;
    private bool _hasOthers;

    public IReadOnlyList<StepGap> Found => _found ?? [];

    /// <summary>The operations, by their bits, that wait for something other than an answer.</summary>
    public static ulong WaitingElsewhere(List<ExploredOperation> operations, int started, PendingCalls pending)
    {
        ulong atWork = 0;
        for (int i = 0; i < started; i++)
        {
            atWork |= operations[i].IsAtWork ? operations[i].Bit : 0;
        }
        return atWork == 0 ? 0 : atWork & ~pending.Owners;
    }

    public void Begin(int others, string operation) =>
        (_hasOthers, _operation, _directPosts) = (others > 0, operation, 0);

    public void End() => _hasOthers = false;

    /// <summary>Something was posted, on the calling thread.</summary>
    public void Posted(OffThreadActivity activity, PendingCalls pending)
    {
        var poster = ExploredOperation.Current;
        // the continuation of what was answered is the step itself; a second one of the same answer could have come first
        bool isGap = poster is null ? _directPosts++ > 0 : _hasOthers || pending.HasArrivals;
        if (isGap && activity.IsOurs(Environment.CurrentManagedThreadId))
        {
            Add(ExplorationGaps.Posts, poster?.Name ?? _operation);
        }
    }

    /// <summary>Code ran on a thread other than the explorer's, or not.</summary>
    public void Moved(bool hasMoved)
    {
        if (hasMoved)
        {
            Add(ExplorationGaps.ThreadPool, _operation);
        }
    }

    /// <summary>Of the operations that waited for something other than an answer: those that went on in this step.</summary>
    public void Released(ulong waited, List<ExploredOperation> operations, PendingCalls pending)
    {
        ulong asks = pending.Owners;
        foreach (var operation in operations)
        {
            if ((waited & operation.Bit) != 0 && (!operation.IsAtWork || (asks & operation.Bit) != 0))
            {
                Add(ExplorationGaps.OtherWaits, operation.Name);
            }
        }
    }

    private void Add(ExplorationGaps kind, string operation)
    {
        var gap = new StepGap(kind, operation);
        _found ??= [];
        if (!_found.Contains(gap))
        {
            _found.Add(gap);
        }
    }
}
