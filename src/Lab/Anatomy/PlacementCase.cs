namespace HonestAsync.Lab;

/// <summary>How an awaited operation is completed, and what the waiter captured.</summary>
public enum PlacementCase
{
    /// <summary>Done before the await; no context.</summary>
    Complete,

    /// <summary>No context; a plain thread completes it.</summary>
    PlainThread,

    /// <summary>No context; the source asks for asynchronous continuations; a plain thread completes it.</summary>
    RunAsynchronously,

    /// <summary>No context; a thread that has a context of its own completes it.</summary>
    ForeignContext,

    /// <summary>The waiter is on a loop; a plain thread completes it.</summary>
    LoopFromOutside,

    /// <summary>The waiter is on a loop; a callback of the same loop completes it.</summary>
    LoopFromWithin,

    /// <summary>As before, but the waiter awaits with <c>ConfigureAwait(false)</c>.</summary>
    LoopLeft,

    /// <summary>The waiter is on a loop and awaits <c>Task.Yield()</c>, which is never done when asked.</summary>
    LoopYield,
}
