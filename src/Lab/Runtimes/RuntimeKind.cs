namespace HonestAsync.Lab;

/// <summary>Runtimes of other languages that some claims are about.</summary>
public enum RuntimeKind
{
    /// <summary>Node.js.</summary>
    Node,

    /// <summary>Python, for asyncio.</summary>
    Python,

    /// <summary>Go, for goroutines.</summary>
    Go,

    /// <summary>Erlang, for its processes.</summary>
    Erlang,
}
