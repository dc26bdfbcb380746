namespace HonestAsync.Lab;

/// <summary>Which thread completes a read.</summary>
public enum Answered
{
    /// <summary>None: it is complete when the call returns, as from a cache.</summary>
    AtOnce,

    /// <summary>The thread of the event loop that awaits it.</summary>
    OnTheLoop,

    /// <summary>Another thread, as with sockets and drivers.</summary>
    Elsewhere,
}
