namespace HonestAsync.Lab;

/// <summary>What a handler does besides awaiting.</summary>
public enum HandlerWorkItem
{
    /// <summary>Takes a value from a dictionary in memory.</summary>
    CachedRead,

    /// <summary>Reads a JSON answer of 10 KB.</summary>
    Json,

    /// <summary>Sends a message over a socket to another thread of this machine, and awaits the answer.</summary>
    LoopbackTrip,
}
