namespace HonestAsync;

/// <summary>The unobserved faults of one watch, or of one schedule. Thread-safe.</summary>
/// <param name="wantsStacks">Whether the stack of each exception is worth its 50 microseconds.</param>
/// <param name="collections">The collections of generation 1 when the first of its tasks may have been created.</param>
internal sealed class FaultList(bool wantsStacks, int collections)
{
    // created with the first note: most schedules throw nothing
    private List<UnobservedFault>? _found;

    /// <summary>Whether to note the stack of each exception.</summary>
    public bool WantsStacks { get; } = wantsStacks;

    /// <summary>True once an exception was thrown that may turn out to be unobserved.</summary>
    public bool HasNotes => Volatile.Read(ref _found) is not null;

    public IReadOnlyList<UnobservedFault> Found
    {
        get
        {
            if (Volatile.Read(ref _found) is not { } found)
            {
                return [];
            }
            lock (found)
            {
                return [.. found];
            }
        }
    }

    /// <summary>An exception was thrown.</summary>
    public void Noted()
    {
        if (!HasNotes)
        {
            Interlocked.CompareExchange(ref _found, [], null);
        }
    }

    public void Add(UnobservedFault fault)
    {
        Noted();
        lock (_found!)
        {
            _found.Add(fault);
        }
    }

    /// <summary>
    /// Has the garbage collector look at all tasks that may have failed; nothing to do without a note.
    /// </summary>
    public void Collect()
    {
        if (!HasNotes)
        {
            return;
        }
        // without a collection of generation 1 since then, no task of these is in generation 2
        int generation = GC.CollectionCount(1) == collections ? 1 : GC.MaxGeneration;
        GC.Collect(generation, GCCollectionMode.Forced, blocking: true);
        GC.WaitForPendingFinalizers();
    }
}
