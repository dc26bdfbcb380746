namespace HonestAsync;

/// <summary>The unobserved faults of one watch, or of one schedule. Thread-safe.</summary>
internal sealed class FaultList(bool wantsStacks)
{
    private readonly Lock _lock = new();
    private readonly List<UnobservedFault> _found = [];
    private readonly int _collections = GC.CollectionCount(1);
    private bool _noted;

    /// <summary>True when the stack of each exception is worth its 50 microseconds.</summary>
    public bool WantsStacks { get; } = wantsStacks;

    /// <summary>True once an exception was thrown that may turn out to be unobserved.</summary>
    public bool HasNotes => Volatile.Read(ref _noted);

    public IReadOnlyList<UnobservedFault> Found
    {
        get
        {
            lock (_lock)
            {
                return [.. _found];
            }
        }
    }

    public void Noted() => Volatile.Write(ref _noted, true);

    public void Add(UnobservedFault fault)
    {
        lock (_lock)
        {
            _found.Add(fault);
        }
    }

    /// <summary>Has the garbage collector look at all objects that were made since this list was.</summary>
    public void Collect()
    {
        // without a collection of generation 1 since then, none of them is in generation 2
        int generation = GC.CollectionCount(1) == _collections ? 1 : GC.MaxGeneration;
        GC.Collect(generation, GCCollectionMode.Forced, blocking: true);
        GC.WaitForPendingFinalizers();
    }
}
