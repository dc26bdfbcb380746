namespace HonestAsync.Lab;

/// <summary>Ways of getting a result, from a call to another thread.</summary>
public enum AwaitKind
{
    /// <summary>A plain call, the measure of all others.</summary>
    PlainCall,

    /// <summary>An async call whose await finds its operation complete.</summary>
    Complete,

    /// <summary>An async call that suspends and goes on inside the completion.</summary>
    Suspended,

    /// <summary>An await that comes back through the queue of an event loop.</summary>
    LoopTurn,

    /// <summary>An await that comes back through the queue of the ThreadPool.</summary>
    PoolTurn,

    /// <summary>An await on a loop whose answer comes from a thread that has to be woken, and wakes the loop.</summary>
    OtherThread,
}
